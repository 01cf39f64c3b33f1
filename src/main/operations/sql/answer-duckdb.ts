import { type DuckDBConnection, DuckDBInstance, StatementType } from '@duckdb/node-api';
import type { SqlCell, SqlColumn } from '#contract/sql.ts';
import type { SqlOrder } from './sql-messages.ts';

export interface OpenAnswer {
  columns: SqlColumn[];
  rows: AsyncIterable<SqlCell[][]> | Iterable<SqlCell[][]>;
}

/**
 * One SELECT over the views and nothing else: no file but the datasets, no network, no extension, no
 * setting, no statement that writes (reliability.md §3: user SQL never meets our own databases).
 */
export async function answerDuckdb(
  order: Extract<SqlOrder, { dialect: 'duckdb' }>,
): Promise<OpenAnswer> {
  const instance = await DuckDBInstance.create(':memory:', {
    threads: '2',
    memory_limit: `${order.memoryMegabytes}MB`,
    temp_directory: '',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  // Says where in the text an error is.
  await connection.run('SET errors_as_json = true');
  await connection.run(order.views);
  await seal(connection, order.folder);
  return select(connection, order.sql);
}

async function seal(connection: DuckDBConnection, folder: string): Promise<void> {
  await connection.run(`SET allowed_directories = ['${folder.replaceAll("'", "''")}']`);
  await connection.run('SET enable_external_access = false');
  await connection.run('SET lock_configuration = true');
}

const reading: ReadonlySet<StatementType> = new Set([StatementType.SELECT, StatementType.EXPLAIN]);

async function select(connection: DuckDBConnection, sql: string): Promise<OpenAnswer> {
  const statements = await connection.extractStatements(sql);
  if (statements.count !== 1) throw new Error('One statement at a time.');
  const prepared = await statements.prepare(0);
  if (!reading.has(prepared.statementType)) throw new Error('Only SELECT is answered here.');
  const result = await prepared.stream();
  const types = result.columnTypes();
  const columns = result
    .deduplicatedColumnNames()
    .map((name, i) => ({ name, type: String(types[i]) }));
  return { columns, rows: cellsOf(result.yieldRowsJson(), columns) };
}

async function* cellsOf(
  parts: AsyncIterable<unknown[][]>,
  columns: readonly SqlColumn[],
): AsyncIterable<SqlCell[][]> {
  for await (const rows of parts) {
    yield rows.map((row) => row.map((cell, i) => cellOf(cell, columns[i]!.type)));
  }
}

const whole = /^U?(BIG|HUGE)INT$/;
/** Of so many digits a JavaScript number keeps every one. */
const shortDecimal = /^DECIMAL\((?:\d|1[0-5]),/;

/** Whole numbers that a JavaScript number holds are numbers; lists and structs are JSON text. */
function cellOf(cell: unknown, type: string): SqlCell {
  if (typeof cell === 'string') {
    const isNumber =
      shortDecimal.test(type) || (whole.test(type) && Number.isSafeInteger(Number(cell)));
    return isNumber ? Number(cell) : cell;
  }
  if (cell === null || typeof cell === 'number' || typeof cell === 'boolean') return cell;
  return JSON.stringify(cell);
}
