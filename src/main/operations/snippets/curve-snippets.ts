import { ArchiveError } from '#contract/archive-error.ts';
import { quotedWord } from '#contract/list-command.ts';
import type { SeriesName } from '#contract/operations.ts';
import type { ViewSnippets } from '#contract/sql.ts';
import type { Archive } from '../archive.ts';
import { dialectOf } from '../sql/sql-source.ts';
import { text } from './dialects.ts';
import { pythonSnippets } from './python-snippets.ts';

/**
 * Every point of these series of the runs, for other tools. Of a tiered archive: in a folder the curves
 * lie in the bundles, where no SQL reads them.
 */
export function curveSnippets(
  archive: Archive,
  runs: readonly { id: string; run: number }[],
  series: readonly SeriesName[],
): ViewSnippets {
  if (dialectOf(archive) !== 'duckdb') {
    throw new ArchiveError(
      'bad-request',
      'the curves of a folder lie in its bundles, where no SQL reads them',
      {
        advice: 'Migrate the folder to a tiered archive, or copy the figures of the chart.',
      },
    );
  }
  const wanted = runs.map(({ id, run }) => `(${text(id)}, ${run})`).join(',\n  ');
  const sql = [
    'SELECT b.handle, r.run, s.metric_name, s.ts, s.value',
    'FROM metric_series s JOIN runs r USING (run_id) JOIN backtests b USING (bundle_id)',
    `WHERE s.metric_name IN (${series.map(text).join(', ')})`,
    `AND (r.bundle_id, r.run) IN (\n  ${wanted}\n)`,
    'ORDER BY b.handle, r.run, s.metric_name, s.ts',
  ].join('\n');
  const cli = `strata sql ${quotedWord(archive.folder)} ${quotedWord(sql)} --limit 1000000`;
  return { dialect: 'duckdb', sql, cli, ...pythonSnippets('duckdb', archive.folder, sql) };
}
