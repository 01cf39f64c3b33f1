import type { SqlCell } from '#contract/sql.ts';
import { openOwn } from '../../store/index/open-readable.ts';
import type { OpenAnswer } from './answer-duckdb.ts';
import type { SqlOrder } from './sql-messages.ts';

/** Rows read between two looks at whether more are wanted. */
const ROWS_IN_PART = 500;

/**
 * One SELECT over an index and nothing else. The connection refuses writing; a statement that gives no rows
 * (ATTACH, VACUUM INTO, a PRAGMA that sets something) is not run, nor is one that does not begin as a question.
 */
export function answerSqlite(order: Extract<SqlOrder, { dialect: 'sqlite' }>): OpenAnswer {
  const { db } = openOwn(order.index, 5000);
  db.pragma('temp_store = MEMORY');
  db.pragma(`hard_heap_limit = ${order.memoryMegabytes * 1024 * 1024}`);
  const statement = db.prepare(order.sql);
  if (!(statement.reader && statement.readonly) || !isQuestion(order.sql)) {
    throw new Error('Only SELECT is answered here.');
  }
  const columns = deduplicated(statement.columns().map(({ name }) => name)).map((name, i) => ({
    name,
    type: statement.columns()[i]!.type ?? '',
  }));
  return { columns, rows: partsOf(statement.raw().iterate() as Iterable<unknown[]>) };
}

/** The first word, past blanks and comments. */
function isQuestion(sql: string): boolean {
  const begin = /^(?:\s|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*(\w+)/.exec(sql)?.[1];
  return ['select', 'with', 'values', 'explain'].includes(begin?.toLowerCase() ?? '');
}

/** As DuckDB does: a, a:1, a:2. */
function deduplicated(names: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const count = seen.get(name) ?? 0;
    seen.set(name, count + 1);
    return count === 0 ? name : `${name}:${count}`;
  });
}

function* partsOf(rows: Iterable<unknown[]>): Iterable<SqlCell[][]> {
  let part: SqlCell[][] = [];
  for (const row of rows) {
    part.push(row.map(cellOf));
    if (part.length < ROWS_IN_PART) continue;
    yield part;
    part = [];
  }
  if (part.length > 0) yield part;
}

/** JSON has no infinities and no bytes. */
function cellOf(cell: unknown): SqlCell {
  if (typeof cell === 'number') return Number.isFinite(cell) ? cell : String(cell);
  if (cell === null || typeof cell === 'string') return cell;
  return Buffer.isBuffer(cell) ? cell.toString('hex') : String(cell);
}
