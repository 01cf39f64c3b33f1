import type { CellValue } from '#contract/column.ts';
import type { ComparedRun } from '#contract/compare.ts';

export interface RunLabel {
  /** What sets the run apart from the others: its parameters, its window, else its name. */
  short: string;
  /** Where it comes from: handle, window, archive. */
  origin: string;
}

/**
 * How runs are called beside each other. Two runs are never called the same unless they are. A run is null
 * while it is still looked up, and when it cannot be read.
 */
export function runLabels(
  runs: readonly (ComparedRun | null)[],
  isAnswered: readonly boolean[],
): RunLabel[] {
  const found = runs.filter((run) => run !== null);
  const names = differingParameters(found);
  const hasWindows = differ(found, (run) => run.values.window ?? null);
  const hasArchives = differ(found, (run) => run.archiveName);
  const shorts = runs.map((run, place) => {
    if (run !== null) return shortOf(run, names, hasWindows);
    return isAnswered[place] ? 'Not readable' : '…';
  });
  const counts = new Map<string, number>();
  for (const short of shorts) counts.set(short, (counts.get(short) ?? 0) + 1);
  return runs.map((run, place) => {
    const short = shorts[place]!;
    if (run === null) return { short, origin: '' };
    const isShared = counts.get(short)! > 1;
    const origin = originOf(run, hasArchives);
    return { short: isShared && short !== run.handle ? `${short} · ${run.handle}` : short, origin };
  });
}

/** "3 ema_fast 5": over a column of a table that leaves the page. */
export function columnName(place: number, labels: readonly RunLabel[]): string {
  return `${place + 1} ${labels[place]?.short ?? ''}`.trim();
}

/** Names of parameters that not all runs have with the same value, in the order they come. */
export function differingParameters(runs: readonly ComparedRun[]): string[] {
  const names = new Set(runs.flatMap(({ parameters }) => parameters.map(({ name }) => name)));
  const values = runs.map(
    ({ parameters }) => new Map(parameters.map(({ name, value }) => [name, value])),
  );
  return [...names].filter((name) => {
    const first = values[0]?.get(name);
    return values.some((of) => !of.has(name) || of.get(name) !== first);
  });
}

function shortOf(run: ComparedRun, names: readonly string[], hasWindows: boolean): string {
  const parts = run.parameters
    .filter(({ name }) => names.includes(name))
    .map(({ name, value }) => `${name} ${say(value)}`);
  const window = run.values.window;
  if (hasWindows && window !== null && window !== undefined) parts.push(String(window));
  return parts.length === 0 ? run.handle : parts.join(', ');
}

function originOf(run: ComparedRun, hasArchives: boolean): string {
  const parts = [run.handle];
  if (run.runs > 1) parts.push(String(run.values.window ?? `run ${run.values.run}`));
  if (hasArchives) parts.push(run.archiveName);
  return parts.join(' · ');
}

function differ(runs: readonly ComparedRun[], pick: (run: ComparedRun) => CellValue): boolean {
  return new Set(runs.map(pick)).size > 1;
}

function say(value: CellValue): string {
  return value === null ? '–' : String(value);
}
