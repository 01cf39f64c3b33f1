import { ArchiveError } from '#contract/archive-error.ts';
import type { CompareMember } from '#contract/compare.ts';
import type { SeriesName } from '#contract/operations.ts';
import { useEngine } from '../../engine/engine-provider.tsx';
import type { ChartCopy } from '../../ui/chart/chart-frame.tsx';

const kinds = [
  { key: 'sql', label: 'Copy as SQL' },
  { key: 'cli', label: 'Copy as CLI command' },
  { key: 'duckdb', label: 'Copy as Python (DuckDB)' },
  { key: 'polars', label: 'Copy as Python (Polars)' },
] as const;

/** The points of these curves for other tools; of one archive at a time, as that is what is asked. */
export function useCurveCopies(
  members: readonly CompareMember[],
  series: readonly SeriesName[],
): ChartCopy[] {
  const engine = useEngine();
  return kinds.map(({ key, label }) => ({
    label,
    async text() {
      const archive = members[0]?.archive ?? '';
      if (members.some((member) => member.archive !== archive)) {
        throw new ArchiveError(
          'bad-request',
          'the runs are of several archives, and a query is of one',
          {
            advice: 'Compare the runs of one archive to copy their query.',
          },
        );
      }
      const runs = members.map(({ id, run }) => ({ id, run }));
      return (await engine.curveSnippets({ archive, runs, series: [...series] }))[key];
    },
  }));
}
