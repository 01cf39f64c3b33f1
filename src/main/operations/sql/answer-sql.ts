import { passRows } from './pass-rows.ts';
import type { SqlOrder, Tell } from './sql-messages.ts';

/** Runs one SELECT in the sealed process, and tells what comes of it. Never throws. */
export async function answerSql(order: SqlOrder, tell: Tell): Promise<void> {
  try {
    const startedAt = performance.now();
    const answer =
      order.dialect === 'duckdb'
        ? await (await import('./answer-duckdb.ts')).answerDuckdb(order)
        : (await import('./answer-sqlite.ts')).answerSqlite(order);
    await tell({ kind: 'columns', columns: answer.columns });
    const isCut = await passRows(answer.rows, order.maxRows, tell);
    await tell({ kind: 'end', isCut, took: performance.now() - startedAt });
  } catch (error) {
    const { placeOf } = await import('./sql-error.ts');
    await tell({ kind: 'failed', ...placeOf(error, order.sql) });
  }
}
