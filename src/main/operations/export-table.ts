import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { requireName } from '#contract/filter/resolve-names.ts';
import type { ColumnFacts } from '#contract/operations.ts';
import type { RowsKind } from '#contract/row-columns.ts';
import { createAtomicFile } from '../store/files/atomic-file.ts';
import { listColumns } from '../store/index/list-columns.ts';
import { iterateSelection } from '../store/index/select-rows.ts';
import type { Archive } from './archive.ts';
import type { ExportCounts, ExportRowsRequest } from './export-request.ts';
import type { TableHead, TableRow } from './table-cells.ts';
import { tableWriters } from './table-formats.ts';
import type { TaskContext } from './task-context.ts';

/** Rows read and written between two looks at the task: some milliseconds. */
const ROWS_AT_ONCE = 512;

/** Writes a selection as a table, ids first. Memory does not grow with the rows; the file has its name when it is whole. */
export async function exportTable(
  archive: Archive,
  request: ExportRowsRequest,
  task: TaskContext,
): Promise<ExportCounts> {
  const format = request.format as keyof typeof tableWriters;
  const path = await tablePath(archive, request, format);
  const { heads, columns } = chooseColumns(archive, request.rows, request.columns);
  const { total, rows } = iterateSelection(archive.index, { ...request, columns });
  const file = await createAtomicFile(path, basename(path));
  let bytes = 0;
  let done = 0;
  try {
    const writer = tableWriters[format](heads, (part) => {
      bytes += part.length;
      file.write(part);
    });
    let batch: TableRow[] = [];
    for (const { id, handle, run, cells } of rows) {
      batch.push([id, handle, ...(request.rows === 'runs' ? [run] : []), ...cells]);
      if (batch.length < ROWS_AT_ONCE) continue;
      done += batch.length;
      writer.add(batch);
      batch = [];
      task.report({ done, total, current: null });
      // Lets a page's questions, and a cancellation, in between.
      await new Promise(setImmediate);
      await task.ready();
    }
    done += batch.length;
    writer.add(batch);
    writer.finish();
    await task.ready();
    await file.commit({ overwrite: request.overwrite });
  } finally {
    await file.discard();
  }
  task.report({ done, total: done, current: null });
  return { seen: total, added: done, unchanged: 0, bytes, written: path, failures: [] };
}

async function tablePath(
  archive: Archive,
  { to, name, rows }: ExportRowsRequest,
  format: string,
): Promise<string> {
  const facts = await stat(to).catch(() => null);
  if (facts?.isDirectory() !== true) return to;
  const fileName = name ?? `${archive.name} ${rows}`;
  return join(to, fileName.endsWith(`.${format}`) ? fileName : `${fileName}.${format}`);
}

const idHeads: readonly TableHead[] = [
  { key: 'id', kind: 'text' },
  { key: 'handle', kind: 'text' },
];
const runHead: TableHead = { key: 'run', kind: 'integer' };

/** The columns asked for, by any of their names, after those that every table has. */
function chooseColumns(archive: Archive, rows: RowsKind, names: readonly string[]) {
  const known = new Map(listColumns(archive.index, rows).map((column) => [column.key, column]));
  const first = rows === 'runs' ? [...idHeads, runHead] : idHeads;
  const taken = new Set([...first.map((head) => head.key), 'bundle_id']);
  const chosen: ColumnFacts[] = [];
  for (const name of names) {
    const column = known.get(keyOf(name, rows, known))!;
    if (taken.has(column.key)) continue;
    taken.add(column.key);
    chosen.push(column);
  }
  const heads = [...first, ...chosen.map(({ key, kind }): TableHead => ({ key, kind }))];
  return { heads, columns: chosen.map((column) => column.key) };
}

function keyOf(name: string, rows: RowsKind, known: ReadonlyMap<string, ColumnFacts>): string {
  if (known.has(name)) return name;
  const prefix = 'params.';
  const keys = [...known.keys()].filter((key) => key.startsWith(prefix));
  const parameters = new Set(keys.map((key) => key.slice(prefix.length)));
  const found = requireName(name, { rows, parameters });
  return found.kind === 'column' ? found.column.key : `${prefix}${found.name}`;
}
