import { type DuckDBConnection, DuckDBInstance, StatementType } from '@duckdb/node-api';
import type { SqlAnswer, SqlCell, SqlOrder, SqlResult } from './sql-messages.ts';

/**
 * Runs one SELECT over the views and nothing else: no file but the datasets, no network, no extension, no
 * setting, no statement that writes (reliability.md §3: user SQL never meets our own databases).
 */
export async function answerSql(order: SqlOrder): Promise<SqlAnswer> {
  try {
    const instance = await DuckDBInstance.create(':memory:', {
      threads: '2',
      memory_limit: `${order.memoryMegabytes}MB`,
      temp_directory: '',
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
    });
    const connection = await instance.connect();
    await connection.run("SET TimeZone = 'UTC'");
    await connection.run(order.views);
    await seal(connection, order.folder);
    return { ok: true, result: await select(connection, order) };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}

async function seal(connection: DuckDBConnection, folder: string): Promise<void> {
  await connection.run(`SET allowed_directories = ['${folder.replaceAll("'", "''")}']`);
  await connection.run('SET enable_external_access = false');
  await connection.run('SET lock_configuration = true');
}

const reading: ReadonlySet<StatementType> = new Set([StatementType.SELECT, StatementType.EXPLAIN]);

async function select(
  connection: DuckDBConnection,
  { sql, maxRows }: SqlOrder,
): Promise<SqlResult> {
  const statements = await connection.extractStatements(sql);
  if (statements.count !== 1) throw new Error('One statement at a time.');
  const prepared = await statements.prepare(0);
  if (!reading.has(prepared.statementType)) throw new Error('Only SELECT is answered here.');
  const startedAt = performance.now();
  const reader = await prepared.streamAndReadUntil(maxRows + 1);
  const types = reader.columnTypes();
  const columns = reader
    .deduplicatedColumnNames()
    .map((name, i) => ({ name, type: String(types[i]) }));
  const rows = reader.getRowsJson() as unknown[][];
  return {
    columns,
    rows: rows.slice(0, maxRows).map((row) => row.map((cell, i) => cellOf(cell, columns[i]!.type))),
    isCut: rows.length > maxRows,
    took: performance.now() - startedAt,
  };
}

const whole = /^U?(BIG|HUGE)INT$/;

/** Whole numbers that a JavaScript number holds are numbers; lists and structs are JSON text. */
function cellOf(cell: unknown, type: string): SqlCell {
  if (typeof cell === 'string') {
    return whole.test(type) && Number.isSafeInteger(Number(cell)) ? Number(cell) : cell;
  }
  if (cell === null || typeof cell === 'number' || typeof cell === 'boolean') return cell;
  return JSON.stringify(cell);
}
