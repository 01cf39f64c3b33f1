import { basename } from 'node:path';
import { ArchiveError } from '#contract/archive-error.ts';
import type { CellValue, ColumnKind } from '#contract/column.ts';
import type { JobResult } from '#contract/operations.ts';
import type { SqlCell, SqlColumn } from '#contract/sql.ts';
import { createAtomicFile } from '../../store/files/atomic-file.ts';
import type { TableHead } from '../table-cells.ts';
import { type TableWriter, tableWriters } from '../table-formats.ts';
import type { TaskContext } from '../task-context.ts';
import { passSql } from './run-sql.ts';
import type { SqlPlace } from './sql-source.ts';

export interface ExportSqlRequest {
  sql: string;
  /** Milliseconds. */
  timeout: number;
  format: 'csv' | 'json' | 'parquet';
  /** The file. */
  to: string;
  overwrite: boolean;
}

/** Writes every row of the answer, whatever the screen shows; the file has its name when it is whole. */
export async function exportSql(
  place: SqlPlace,
  { sql, timeout, format, to, overwrite }: ExportSqlRequest,
  task: TaskContext,
): Promise<JobResult> {
  const startedAt = performance.now();
  const file = await createAtomicFile(to, basename(to));
  let bytes = 0;
  let done = 0;
  let columns: SqlColumn[] = [];
  let open: { writer: TableWriter; heads: TableHead[] } | null = null;
  const begin = (rows: readonly SqlCell[][]) => {
    const heads = columns.map(({ name, type }, i) => ({
      key: name,
      kind: kindOf(
        type,
        rows.map((row) => row[i] ?? null),
      ),
    }));
    const writer = tableWriters[format](heads, (part) => {
      bytes += part.length;
      file.write(part);
    });
    return { writer, heads };
  };
  try {
    await passSql(
      { ...place, sql, maxRows: null, timeout, signal: task.signal },
      {
        columns: (found) => {
          columns = found;
        },
        async rows(rows) {
          open ??= begin(rows);
          const { heads, writer } = open;
          writer.add(rows.map((row) => row.map((cell, i) => cellOf(cell, heads[i]!))));
          done += rows.length;
          task.report({ done, total: null, current: null });
          await task.ready();
        },
      },
    );
    const { writer } = open ?? begin([]);
    writer.finish();
    await file.commit({ overwrite });
  } finally {
    await file.discard();
  }
  task.report({ done, total: done, current: null });
  const seconds = (performance.now() - startedAt) / 1000;
  const nothing = { unchanged: 0, updated: 0, renamed: 0, removed: 0, failed: 0 };
  return { ...nothing, seen: done, added: done, seconds, bytes, written: to, download: null };
}

/** Where the database does not say a type, as SQLite of an expression, the first rows do. */
function kindOf(type: string, cells: readonly SqlCell[]): ColumnKind {
  if (/^(?:U?(?:TINY|SMALL)INT|U?INTEGER|BIGINT)$/.test(type)) return 'integer';
  if (/^(?:DOUBLE|FLOAT|REAL|DECIMAL|U?HUGEINT|UBIGINT)/.test(type)) return 'real';
  if (type.startsWith('TIMESTAMP')) return 'time';
  if (type !== '') return 'text';
  const known = cells.filter((cell) => cell !== null);
  return known.length > 0 && known.every((cell) => typeof cell === 'number') ? 'real' : 'text';
}

function cellOf(cell: SqlCell, { key, kind }: TableHead): CellValue {
  if (cell === null) return null;
  if (kind === 'text') return String(cell);
  const number = kind === 'time' ? timeOf(String(cell)) : Number(cell);
  if (kind === 'real') return number;
  if (Number.isSafeInteger(number)) return number;
  throw new ArchiveError('bad-request', `column ${key} holds ${cell}, which no number here can`, {
    advice: `Ask for CAST(${key} AS VARCHAR).`,
  });
}

/** "2021-10-01 00:00:00.5+00", or without a zone, which is then UTC. */
function timeOf(text: string): number {
  const [, day, time = '00:00:00'] = /^(\S+)(?: ([\d:.]+))?/.exec(text) ?? [];
  return Date.parse(`${day}T${time.slice(0, 12)}Z`);
}
