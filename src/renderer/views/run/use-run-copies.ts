import { ArchiveError } from '#contract/archive-error.ts';
import type { CompareMember } from '#contract/compare.ts';
import { quoteText } from '#contract/filter/format-filter.ts';
import type { RunPart, SnippetKind } from '#contract/run-snippet.ts';
import { snippetText } from '#contract/sql.ts';
import { useEngine } from '../../engine/engine-provider.tsx';
import type { ChartCopy } from '../../ui/chart/chart-frame.tsx';

const tools: readonly { as: SnippetKind; name: string }[] = [
  { as: 'sql', name: 'SQL' },
  { as: 'cli', name: 'CLI command' },
  { as: 'duckdb', name: 'Python (DuckDB)' },
  { as: 'polars', name: 'Python (Polars)' },
];

/** A part of runs for other tools. `what` says of which part, where a chart is made of several: "the prices". */
export function useRunCopies(
  members: readonly CompareMember[],
  part: RunPart | null,
  what = '',
): ChartCopy[] {
  const engine = useEngine();
  if (part === null) return [];
  return copiesOf(what, async (as) => {
    const archive = onlyArchive(members);
    const runs = members.map(({ id, run }) => ({ id, run }));
    return (await engine.runSnippet({ archive, runs, part, as })).text;
  });
}

/** The studies of a backtest with these columns, for other tools. */
export function useStudyCopies(
  archive: string,
  handle: string,
  columns: readonly string[],
): ChartCopy[] {
  const engine = useEngine();
  return copiesOf('', async (as) => {
    const filter = `handle = ${quoteText(handle)}`;
    const view = { rows: 'studies' as const, filter, quick: '', sort: [], columns: [...columns] };
    return snippetText(await engine.viewSnippets({ ...view, archive }), as);
  });
}

/** Figures of runs, each a row with these columns, for other tools. */
export function useFigureCopies(
  members: readonly CompareMember[],
  columns: readonly string[],
): ChartCopy[] {
  const engine = useEngine();
  return copiesOf('', async (as) => {
    const view = { rows: 'runs', filter: filterOf(members), quick: '', sort: [] } as const;
    const archive = onlyArchive(members);
    const wanted = [...new Set(['handle', 'run', ...columns])];
    const snippets = await engine.viewSnippets({ ...view, archive, sort: [], columns: wanted });
    return snippetText(snippets, as);
  });
}

function copiesOf(what: string, text: (as: SnippetKind) => Promise<string>): ChartCopy[] {
  return tools.map(({ as, name }) => ({
    label: `Copy ${what === '' ? '' : `${what} `}as ${name}`,
    text: () => text(as),
  }));
}

/** A query is of one archive. */
function onlyArchive(members: readonly CompareMember[]): string {
  const archive = members[0]?.archive ?? '';
  if (members.every((member) => member.archive === archive)) return archive;
  throw new ArchiveError('bad-request', 'the runs are of several archives, and a query is of one', {
    advice: 'Compare the runs of one archive to copy their query, or copy the figures.',
  });
}

/** These runs and no others. */
function filterOf(members: readonly CompareMember[]): string {
  const positions = [...new Set(members.map(({ run }) => run))];
  const terms = positions.map((position) => {
    const ids = members.filter(({ run }) => run === position).map(({ id }) => id);
    const key = ids.every((id) => /^[0-9a-f]{64}$/.test(id)) ? 'bundle_id' : 'handle';
    return `(run = ${position} and ${key} in (${ids.map(quoteText).join(', ')}))`;
  });
  return terms.join(' or ');
}
