import { ArchiveError, describeFailure } from '#contract/archive-error.ts';
import { wholeExpression } from '#contract/filter/quick-expression.ts';
import { listWords, quotedWord } from '#contract/list-command.ts';
import type { Input } from '#contract/operations.ts';
import type { Failure } from '#contract/reply.ts';
import type { ViewSnippets } from '#contract/sql.ts';
import type { Archive } from '../archive.ts';
import { pathOf } from '../engine-archives.ts';
import { listColumns } from '../list-columns.ts';
import { dialectOf } from '../sql/sql-source.ts';
import { duckdb, sqlite } from './dialects.ts';
import { commandSnippets, pythonSnippets } from './python-snippets.ts';
import { type View, viewSql } from './view-sql.ts';

/** What a table shows, as SQL, as a command and as Python. Throws `bad-filter`, `unknown-column`. */
export function viewSnippets(
  archive: Archive,
  { rows, filter, quick, sort, columns }: Omit<Input<'viewSnippets'>, 'archive'>,
): ViewSnippets {
  const expression = wholeExpression({ filter, quick });
  const name = dialectOf(archive);
  const { sql, refusal } = sqlWhereReached(archive, { rows, expression, sort, columns });
  const words = listWords({ archive: pathOf(archive), rows, filter: expression, sort, columns });
  const cli = words.map(quotedWord).join(' ');
  const place = name === 'duckdb' ? archive.folder : archive.indexFile;
  const python =
    sql === null ? commandSnippets([[...words, '--csv']]) : pythonSnippets(name, place, sql);
  return { dialect: name, sql, refusal, cli, ...python };
}

/** What the user added, scores, and studies of a tiered archive are in no table: that is no reason to copy nothing. */
function sqlWhereReached(
  archive: Archive,
  view: View,
): { sql: string; refusal: null } | { sql: null; refusal: Failure } {
  const dialect = dialectOf(archive) === 'duckdb' ? duckdb : sqlite;
  try {
    return { sql: viewSql(view, listColumns(archive, view.rows), dialect), refusal: null };
  } catch (error) {
    if (!(error instanceof ArchiveError) || error.code !== 'bad-request') throw error;
    return { sql: null, refusal: describeFailure(error) };
  }
}
