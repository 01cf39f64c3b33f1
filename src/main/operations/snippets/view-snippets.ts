import { wholeExpression } from '#contract/filter/quick-expression.ts';
import { listCommand } from '#contract/list-command.ts';
import type { Input } from '#contract/operations.ts';
import type { ViewSnippets } from '#contract/sql.ts';
import type { Archive } from '../archive.ts';
import { pathOf } from '../engine-archives.ts';
import { listColumns } from '../list-columns.ts';
import { dialectOf } from '../sql/sql-source.ts';
import { duckdb, sqlite } from './dialects.ts';
import { pythonSnippets } from './python-snippets.ts';
import { viewSql } from './view-sql.ts';

/** What a table shows, as SQL, as a command and as Python. Throws `bad-request`, `bad-filter`, `unknown-column`. */
export function viewSnippets(
  archive: Archive,
  { rows, filter, quick, sort, columns }: Omit<Input<'viewSnippets'>, 'archive'>,
): ViewSnippets {
  const expression = wholeExpression({ filter, quick });
  const name = dialectOf(archive);
  const facts = listColumns(archive, rows);
  const dialect = name === 'duckdb' ? duckdb : sqlite;
  const sql = viewSql({ rows, expression, sort, columns }, facts, dialect);
  const cli = listCommand({ archive: pathOf(archive), rows, filter: expression, sort, columns });
  const place = name === 'duckdb' ? archive.folder : archive.indexFile;
  return { dialect: name, sql, cli, ...pythonSnippets(name, place, sql) };
}
