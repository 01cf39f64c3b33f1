import { pathToFileURL } from 'node:url';
import type { SqlDialect } from '#contract/sql.ts';

/** A query as Python that runs as it stands, where the packages it imports are installed. `place`: the tiered archive's folder, or the index file. */
export function pythonSnippets(
  dialect: SqlDialect,
  place: string,
  sql: string,
): { duckdb: string; polars: string } {
  return dialect === 'duckdb' ? overTiers(place, sql) : overIndex(place, sql);
}

function overTiers(root: string, sql: string) {
  const open = [
    `os.chdir(${quoted(root)})  # views.sql names the files below it`,
    'archive = duckdb.connect()',
    'archive.execute("SET TimeZone = \'UTC\'")',
    'archive.execute(open("views.sql", encoding="utf-8").read())',
  ];
  return {
    duckdb: lines([
      'import os',
      'import duckdb',
      '',
      ...open,
      `rows = archive.sql(${quotedLong(sql)})`,
      'print(rows)',
    ]),
    polars: lines([
      'import os',
      'import duckdb',
      'import polars as pl',
      '',
      ...open,
      `rows = pl.read_database(${quotedLong(sql)}, archive)`,
      'print(rows)',
    ]),
  };
}

function overIndex(index: string, sql: string) {
  const address = `${pathToFileURL(index).href}?mode=ro`;
  const read = [
    `index = sqlite3.connect(${quoted(address)}, uri=True)`,
    `rows = pl.read_database(${quotedLong(sql)}, index, infer_schema_length=None)`,
  ];
  return {
    duckdb: lines([
      'import sqlite3',
      'import duckdb',
      'import polars as pl',
      '',
      ...read,
      'rows = duckdb.sql("SELECT * FROM rows")',
      'print(rows)',
    ]),
    polars: lines(['import sqlite3', 'import polars as pl', '', ...read, 'print(rows)']),
  };
}

/** What commands of ours print, as Python that runs them: `strata` has to be on the PATH. */
export function commandSnippets(commands: readonly (readonly string[])[]): {
  duckdb: string;
  polars: string;
} {
  const list = commands.map((words) => `    [${words.map(quoted).join(', ')}],`);
  const read = [
    'commands = [',
    ...list,
    ']',
    'tables = []',
    'for command in commands:',
    '    printed = subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout',
    '    tables.append(pl.read_csv(io.StringIO(printed), infer_schema_length=None))',
  ];
  const imports = ['import io', 'import subprocess'];
  return {
    duckdb: lines([
      ...imports,
      'import duckdb',
      'import polars as pl',
      '',
      ...read,
      'printed_rows = pl.concat(tables, how="vertical_relaxed")',
      'rows = duckdb.sql("SELECT * FROM printed_rows")',
      'print(rows)',
    ]),
    polars: lines([
      ...imports,
      'import polars as pl',
      '',
      ...read,
      'rows = pl.concat(tables, how="vertical_relaxed")',
      'print(rows)',
    ]),
  };
}

function lines(all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}

/** A JSON text is a Python text, too. */
function quoted(text: string): string {
  return JSON.stringify(text);
}

/** Over several lines as it is, where nothing in it means anything else there. */
function quotedLong(sql: string): string {
  return /\\|"""/.test(sql) ? quoted(sql) : `"""\n${sql}\n"""`;
}
