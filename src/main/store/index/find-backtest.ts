import { ArchiveError } from '#contract/archive-error.ts';
import { backtestColumns } from '#contract/backtest-summary.ts';
import type { CellValue, Column } from '#contract/column.ts';
import type { Marks } from '#contract/marks.ts';
import type { RowsKind } from '#contract/row-columns.ts';
import { runColumns } from '#contract/run-summary.ts';
import { studyColumns } from '#contract/study-summary.ts';
import { marksSchema } from '../marks/attach-marks.ts';
import { noMarks, openMarkTable } from '../marks/mark-table.ts';
import type { IndexReader } from './index-handle.ts';
import { preparedOnce } from './prepared-once.ts';
import { cellOf, parameterCell } from './read-cells.ts';
import { type Snapshot, withSnapshot } from './snapshot.ts';
import { quoteIdentifier } from './sql-columns.ts';

/** Where the bundle of a backtest is. */
export interface BacktestPlace {
  no: number;
  /** Empty for an index of the reference, which does not know it. */
  id: string;
  handle: string;
  folder: string;
  fileName: string;
}

export interface StoredBacktest extends BacktestPlace {
  size: number;
  modifiedAt: number;
  /** Every column of `backtestColumns` by key. */
  values: Record<string, CellValue>;
  parameters: { name: string; value: CellValue }[];
  marks: Marks;
  /** As Python writes them; null when empty. */
  parametersJson: string | null;
  strategyIdsJson: string | null;
  studies: { no: number; values: Record<string, CellValue> }[];
  runs: { no: number; run: number; values: Record<string, CellValue> }[];
}

/** How many candidates an ambiguous name is answered with. */
const candidatesShown = 5;

/**
 * By handle (with or without extension), bundle id, or its first 6 digits or more. Two files of the same content
 * share an id: the first by handle is given. Throws `not-found`, and `bad-request` when several ids fit.
 */
export function findBacktest(index: IndexReader, idOrHandle: string): StoredBacktest {
  return withSnapshot(index, (snapshot) => readBacktest(snapshot, findNo(snapshot, idOrHandle)));
}

/** The same without its figures, for whoever reads the bundle itself. */
export function locateBacktest(index: IndexReader, idOrHandle: string): BacktestPlace {
  return withSnapshot(index, (snapshot) => {
    const no = findNo(snapshot, idOrHandle);
    const [id, handle, folder, fileName] = preparedOnce(
      snapshot.db,
      'SELECT bundle_id, handle, folder, file_name FROM backtests WHERE no = ?',
    )
      .raw()
      .get(no) as [string | null, string, string, string];
    return { no, id: id ?? '', handle, folder, fileName };
  });
}

function findNo(snapshot: Snapshot, wanted: string): number {
  const no = findByHandle(snapshot, wanted) ?? findById(snapshot, wanted);
  if (no !== null) return no;
  throw new ArchiveError('not-found', `no backtest has the id or handle "${wanted}"`);
}

function findByHandle(snapshot: Snapshot, wanted: string): number | null {
  const find = preparedOnce(snapshot.db, 'SELECT no FROM backtests WHERE handle = ?').pluck();
  const stem = wanted.replace(/\.(?:iafbt|obtf)$/i, '').replace(/^\.\//, '');
  return (find.get(wanted) ?? find.get(stem) ?? null) as number | null;
}

function findById(snapshot: Snapshot, wanted: string): number | null {
  if (!/^[0-9a-f]{6,64}$/i.test(wanted)) return null;
  const prefix = wanted.toLowerCase();
  const found = preparedOnce(
    snapshot.db,
    `SELECT bundle_id, no, handle FROM backtests WHERE bundle_id >= ? AND bundle_id < ?
     ORDER BY bundle_id, handle LIMIT 1000`,
  )
    .raw()
    // g follows the hex digits, so this ends the stretch of the prefix.
    .all(prefix, `${prefix}g`) as [string, number, string][];
  const ids = new Set(found.map(([id]) => id));
  if (ids.size <= 1) return found[0]?.[1] ?? null;
  const shown = found
    .slice(0, candidatesShown)
    .map(([id, , handle]) => `${id.slice(0, 12)} ${handle}`);
  const more = found.length > candidatesShown ? ', …' : '';
  throw new ArchiveError(
    'bad-request',
    `${ids.size} backtests start with "${wanted}": ${shown.join(', ')}${more}`,
    { advice: 'Give more digits of the id.' },
  );
}

function readBacktest(snapshot: Snapshot, no: number): StoredBacktest {
  const { db } = snapshot;
  const values = readValues(snapshot, 'backtests', backtestColumns, 'no', no)[0]?.values ?? {};
  const reference = preparedOnce(
    db,
    'SELECT parameters_json, strategy_ids_json FROM backtest_index WHERE rowid = ?',
  )
    .raw()
    .get(no) as [string | null, string | null] | undefined;
  return {
    no,
    id: String(values.bundle_id ?? ''),
    handle: String(values.handle),
    folder: String(values.folder),
    fileName: String(values.file_name),
    size: Number(values.file_size),
    modifiedAt: Number(values.modified_at),
    values,
    parameters: readParameters(snapshot, no),
    marks: readMarks(snapshot, String(values.bundle_id ?? '')),
    parametersJson: reference?.[0] ?? null,
    strategyIdsJson: reference?.[1] ?? null,
    studies: readValues(snapshot, 'studies', studyColumns, 'backtest_no', no).sort(
      // A row keeps its number while its position does, and positions are numbered in order.
      (a, b) => a.no - b.no,
    ),
    runs: readValues(snapshot, 'runs', runColumns, 'backtest_no', no)
      .map((row) => ({ ...row, run: Number(row.values.run) }))
      .sort((a, b) => a.run - b.run),
  };
}

function readMarks({ db, marksVersion }: Snapshot, id: string): Marks {
  return marksVersion === 0 ? noMarks : openMarkTable(db, 0, marksSchema).read(id);
}

const texts = new Map<RowsKind, string>();

/** Made once for each table: a hundred names to quote take as long as reading their row. */
function textOfRead(table: RowsKind, columns: readonly Column[], key: string): string {
  const known = texts.get(table);
  if (known !== undefined) return known;
  const list = columns.map((column) => quoteIdentifier(column.key)).join(', ');
  const text = `SELECT no, ${list} FROM ${table} WHERE ${key} = ?`;
  texts.set(table, text);
  return text;
}

function readValues(
  snapshot: Snapshot,
  table: RowsKind,
  columns: readonly Column[],
  key: 'no' | 'backtest_no',
  no: number,
): { no: number; values: Record<string, CellValue> }[] {
  const rows = preparedOnce(snapshot.db, textOfRead(table, columns, key))
    .raw()
    .all(no);
  return (rows as [number, ...(number | string | null)[]][]).map(([rowNo, ...cells]) => ({
    no: rowNo,
    values: Object.fromEntries(
      columns.map((column, place) => [column.key, cellOf(cells[place] as number | string | null)]),
    ),
  }));
}

/** CROSS JOIN holds the order: the few names first, each with one look into its cluster, not a scan of all parameters. */
function readParameters(snapshot: Snapshot, no: number): { name: string; value: CellValue }[] {
  const rows = preparedOnce(
    snapshot.db,
    `SELECT n.name, p.kind, p.number, p.text FROM parameter_names n
     CROSS JOIN parameters p ON p.name_no = n.name_no AND p.backtest_no = ? ORDER BY n.name_no`,
  )
    .raw()
    .all(no) as [string, string, number | null, string | null][];
  return rows.map(([name, ...value]) => ({ name, value: parameterCell(...value) }));
}
