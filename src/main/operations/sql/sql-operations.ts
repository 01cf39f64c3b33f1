import { join } from 'node:path';
import type { Engine, Input } from '#contract/operations.ts';
import type { EngineParts } from '../engine-host.ts';
import { freePath, requireFileName, withExtension } from '../export-path.ts';
import { createNewestOnly } from '../newest-only.ts';
import { runSnippet } from '../snippets/run-snippet.ts';
import { viewSnippets } from '../snippets/view-snippets.ts';
import { exportTarget } from '../start-export.ts';
import { runSql } from './run-sql.ts';
import { dialectOf, sqlPlaceOf } from './sql-source.ts';
import { sqlTables } from './sql-tables.ts';

type SqlOperations = Pick<
  Engine,
  'sqlTables' | 'askSql' | 'cancelSql' | 'startSqlExport' | 'viewSnippets' | 'runSnippet'
>;

/** What the Query screen asks for; every SQL runs in the sealed process. */
export function sqlOperations(parts: EngineParts): SqlOperations {
  const { archives } = parts;
  const newest = createNewestOnly();
  return {
    async sqlTables({ archive: id }) {
      const archive = await archives.get(id);
      return { dialect: dialectOf(archive), tables: await sqlTables(sqlPlaceOf(archive)) };
    },
    async askSql({ archive: id, sql, maxRows, seconds, question }) {
      const place = sqlPlaceOf(await archives.get(id));
      const timeout = seconds * 1000;
      return newest.take(question, (signal) => runSql({ ...place, sql, maxRows, timeout, signal }));
    },
    async cancelSql({ question }) {
      newest.stop(question);
      return {};
    },
    startSqlExport: (request) => startSqlExport(parts, request),
    async runSnippet({ archive, ...request }) {
      return { text: await runSnippet(await archives.get(archive), request) };
    },
    viewSnippets: async ({ archive, ...view }) => viewSnippets(await archives.get(archive), view),
  };
}

async function startSqlExport(
  parts: EngineParts,
  { archive: id, sql, seconds, format, to, name }: Input<'startSqlExport'>,
) {
  const archive = await parts.archives.get(id);
  const { folder, download } = await exportTarget(parts, to);
  const usual = `${archive.name} query.${format}`;
  const path =
    name === null
      ? freePath(folder, usual)
      : join(folder, requireFileName(withExtension(name, usual, false)));
  const request = { sql, timeout: seconds * 1000, format, to: path, overwrite: download !== null };
  const order = { kind: 'query' as const, place: sqlPlaceOf(archive), request, download };
  return { job: parts.jobs.startQueryExport(archive, order) };
}
