import type { Row, Selection } from '#contract/operations.ts';
import type { RowsKind } from '#contract/row-columns.ts';
import type { IndexReader } from './index-handle.ts';
import type { TableOrder, TableScope } from './query-rows.ts';
import { prepareRows } from './read-cells.ts';
import { placesOf } from './read-places.ts';
import { orderedPlaces } from './row-order.ts';
import { type Snapshot, withSnapshot } from './snapshot.ts';
import type { ScoredScope } from './weighted-scores.ts';

/** Rows read at a time: between two pages the index may be written. */
const pageSize = 256;

/**
 * The rows of a selection in the order of the query. Cells are read as they are taken, so memory does not grow
 * with the archive; a row that goes meanwhile is left out. Selected rows that do not match are left out too.
 */
export function iterateSelection(
  index: IndexReader,
  query: TableOrder & { selection: Selection; columns: readonly string[] },
): { total: number; rows: Iterable<Row> } {
  const nos = withSnapshot(index, (snapshot) => {
    prepareRows(snapshot, query, query.columns);
    return selectedNos(snapshot, query);
  });
  return { total: nos.length, rows: readPages(index, query, nos) };
}

function* readPages(
  index: IndexReader,
  query: ScoredScope & { columns: readonly string[] },
  nos: Int32Array,
): Generator<Row> {
  for (let from = 0; from < nos.length; from += pageSize) {
    const page = nos.subarray(from, from + pageSize);
    yield* withSnapshot(index, (snapshot) => {
      const readRow = prepareRows(snapshot, query, query.columns);
      return Array.from(page, readRow).filter((row): row is Row => row !== null);
    });
  }
}

export interface SelectedFile {
  no: number;
  id: string;
  handle: string;
  /** `folder/fileName`, relative to the archive. */
  path: string;
  size: number;
}

/** The files that hold the rows of a selection, for exports of bundles: each once, in order of first mention. */
export function iterateFiles(
  index: IndexReader,
  query: TableOrder & { selection: Selection },
): { total: number; files: Iterable<SelectedFile> } {
  const nos = withSnapshot(index, (snapshot) =>
    backtestNos(snapshot, query.rows, selectedNos(snapshot, query)),
  );
  return { total: nos.length, files: readFiles(index, nos) };
}

function* readFiles(index: IndexReader, nos: Int32Array): Generator<SelectedFile> {
  const columns = ['bundle_path', 'file_size'];
  for (const row of readPages(index, { rows: 'backtests', filter: '', quick: '', columns }, nos)) {
    const [path, size] = row.cells;
    const { no, id, handle } = row;
    yield { no, id, handle, path: String(path), size: Number(size) };
  }
}

/** The bundles of a selection, each once, whatever the number of files and runs that are selected of it. */
export function selectedIds(
  index: IndexReader,
  query: TableScope & { selection: Selection },
): string[] {
  return withSnapshot(index, (snapshot) => {
    const nos = backtestNos(snapshot, query.rows, selectedNos(snapshot, { ...query, sort: [] }));
    const read = snapshot.db.prepare('SELECT bundle_id FROM backtests WHERE no = ?').pluck();
    const ids = new Set(Array.from(nos, (no) => read.get(no) as string | null));
    return [...ids].filter((id) => id !== null && id !== '') as string[];
  });
}

function backtestNos(snapshot: Snapshot, rows: RowsKind, nos: Int32Array): Int32Array {
  if (rows === 'backtests') return nos;
  const parts = placesOf(snapshot, rows);
  const backtests = placesOf(snapshot, 'backtests');
  const places = Array.from(nos, (no) => {
    return (parts.backtestPlaces as Int32Array)[parts.placeOf[no] as number] as number;
  });
  return Int32Array.from(new Set(places), (place) => backtests.nos[place] as number);
}

function selectedNos(snapshot: Snapshot, query: TableOrder & { selection: Selection }): Int32Array {
  const { nos } = placesOf(snapshot, query.rows);
  const { selection } = query;
  const named = new Set(selection.kind === 'rows' ? selection.nos : selection.except);
  const isWanted = selection.kind === 'rows';
  const ordered = orderedPlaces(snapshot, query);
  const all = ordered.map((place) => nos[place] as number);
  return named.size === 0 && !isWanted ? all : all.filter((no) => named.has(no) === isWanted);
}
