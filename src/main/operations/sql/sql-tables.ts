import type { SqlTable } from '#contract/sql.ts';
import { datasetNames } from '../../store/tiered/layout.ts';
import { runSql } from './run-sql.ts';
import type { SqlPlace } from './sql-source.ts';

const ofDuckdb = `SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE NOT internal ORDER BY table_name, column_index`;
const ofSqlite = `SELECT t.name, c.name, c.type FROM pragma_table_list t JOIN pragma_table_info(t.name) c WHERE t.schema = 'main' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY t.name, c.cid`;

/** What stands first: the rest is made of these, or is bookkeeping. */
const first: readonly string[] = [...datasetNames, 'studies', 'parameters', 'parameter_names'];

/** Every table and view with its columns, those that people ask first. */
export async function sqlTables(place: SqlPlace): Promise<SqlTable[]> {
  const sql = 'index' in place ? ofSqlite : ofDuckdb;
  const { rows } = await runSql({ ...place, sql, maxRows: 100_000, timeout: 30_000 });
  const tables = new Map<string, SqlTable>();
  for (const [table, name, type] of rows.map((row) => row.map(String))) {
    const known = tables.get(table!) ?? { name: table!, columns: [] };
    known.columns.push({ name: name!, type: type! });
    tables.set(table!, known);
  }
  const rank = ({ name }: SqlTable) => {
    const place = first.indexOf(name);
    return place < 0 ? first.length : place;
  };
  return [...tables.values()].sort((a, b) => rank(a) - rank(b));
}
