import type { ColumnFacts } from '#contract/operations.ts';
import { type Aggregate, aggregates, type SweptParameter } from '#contract/sweep.ts';
import { type Brushes, isBrushes } from './brushes.ts';

/** What the sweep screen was set to; filter and selection belong to the runs. Null: as the archive suggests. */
export interface SweepState {
  metric: string;
  aggregate: Aggregate;
  /** Whether little is good; null: as the metric has it. */
  isLowBest: boolean | null;
  /** Columns of the heat map. */
  x: string | null;
  y: string | null;
  /** By parameter the filter of the value it is held at. */
  slices: Readonly<Record<string, string>>;
  shows: 'value' | 'plateau';
  /** Columns of the parallel coordinates. */
  axes: readonly string[] | null;
  /** What is picked on them. */
  brushes: Brushes;
  scatter: { x: string; y: string; colour: string };
  groupBy: string | null;
}

export const firstSweep: SweepState = {
  metric: 'sharpe_ratio',
  aggregate: 'median',
  isLowBest: null,
  x: null,
  y: null,
  slices: {},
  shows: 'value',
  axes: null,
  brushes: {},
  scatter: { x: 'number_of_trades', y: 'sharpe_ratio', colour: 'total_net_gain_percentage' },
  groupBy: null,
};

export function isSweepState(value: unknown): boolean {
  const state = value as Partial<SweepState> | null;
  const isText = (one: unknown) => typeof one === 'string';
  const isTextOrNull = (one: unknown) => one === null || isText(one);
  return (
    typeof state === 'object' &&
    state !== null &&
    isText(state.metric) &&
    aggregates.some((aggregate) => aggregate === state.aggregate) &&
    (state.isLowBest === null || typeof state.isLowBest === 'boolean') &&
    isTextOrNull(state.x) &&
    isTextOrNull(state.y) &&
    isTextOrNull(state.groupBy) &&
    typeof state.slices === 'object' &&
    state.slices !== null &&
    Object.values(state.slices).every(isText) &&
    (state.shows === 'value' || state.shows === 'plateau') &&
    (state.axes === null || (Array.isArray(state.axes) && state.axes.every(isText))) &&
    (state.brushes === undefined || isBrushes(state.brushes)) &&
    typeof state.scatter === 'object' &&
    state.scatter !== null &&
    [state.scatter.x, state.scatter.y, state.scatter.colour].every(isText)
  );
}

/** Columns that tell backtests apart beside their parameters. */
export const otherAxes = [
  { key: 'tag', label: 'Tag' },
  { key: 'folder', label: 'Folder' },
  { key: 'algorithm_id', label: 'Algorithm' },
  { key: 'engine_type', label: 'Engine' },
  { key: 'symbols', label: 'Symbols' },
] as const;

export interface Axes {
  x: string;
  y: string;
}

/**
 * The axes of the heat map: those chosen, as long as they can be; else the two parameters of numbers that most rows
 * have, the one with more values across. Null where nothing was varied.
 */
export function axesOf(
  state: Pick<SweepState, 'x' | 'y'>,
  swept: readonly SweptParameter[],
): Axes | null {
  const known = new Set<string>([
    ...swept.map(({ key }) => key),
    ...otherAxes.map(({ key }) => key),
  ]);
  const chosen = (key: string | null) => (key !== null && known.has(key) ? key : null);
  const [x, y] = [chosen(state.x), chosen(state.y)];
  const candidates = [...swept]
    .sort(
      (a, b) =>
        Number(a.kind === 'words') - Number(b.kind === 'words') ||
        a.missing - b.missing ||
        b.distinct - a.distinct,
    )
    .map(({ key }) => key);
  if (swept.length === 0 && (x === null || y === null)) return null;
  const first = x ?? candidates.find((key) => key !== y) ?? 'tag';
  const second = y ?? candidates.find((key) => key !== first) ?? 'tag';
  return { x: first, y: second };
}

/** Numbers that say how good a backtest is. */
export function metricColumns(facts: readonly ColumnFacts[]): ColumnFacts[] {
  return facts.filter(
    ({ kind, group, filled }) =>
      (kind === 'real' || kind === 'integer') &&
      filled > 0 &&
      ['returns', 'risk', 'trades', 'consistency', 'windows'].includes(group),
  );
}

/** The parameters most rows have, then the metric: what the parallel coordinates begin with. */
export function firstAxes(swept: readonly SweptParameter[], metric: string): string[] {
  const most = [...swept].sort((a, b) => a.missing - b.missing).slice(0, 6);
  return [...most.map(({ key }) => key), metric];
}
