import type { SortKey } from '#contract/operations.ts';
import { type RowsKind, rowsKinds } from '#contract/row-columns.ts';
import type { ScoreWeights } from '#contract/score.ts';
import type { ColumnLayout } from '../../ui/data-table/column-layout.ts';
import { isScoreWeights } from '../score/score-plan.ts';
import { activeFilter, type Chip } from './chips.ts';

/** How the runs of an archive are looked at: what is kept, undone and done again. */
export interface ViewState {
  rows: RowsKind;
  quick: string;
  chips: readonly Chip[];
  tables: Readonly<Record<RowsKind, TableState>>;
  /** What the column `score` is; balanced without it. */
  score?: ScoreWeights | undefined;
  /** Whether heads show how their column is spread. */
  hasSpreads: boolean;
}

export interface TableState {
  sort: readonly SortKey[];
  /** Null until the user changes it: it follows what the archive holds. */
  layout: ColumnLayout | null;
}

const plainTable: TableState = { sort: [], layout: null };

export const firstView: ViewState = {
  rows: 'backtests',
  quick: '',
  chips: [],
  tables: { backtests: plainTable, studies: plainTable, runs: plainTable },
  hasSpreads: false,
};

export function withTable(view: ViewState, change: Partial<TableState>): ViewState {
  const table = { ...view.tables[view.rows], ...change };
  return { ...view, tables: { ...view.tables, [view.rows]: table } };
}

/** Sorted by a score, which is the first column after the name. */
export function withScore(view: ViewState, score: ScoreWeights, layout: ColumnLayout): ViewState {
  const [title = 'algorithm_id', ...others] = layout.shown.filter((key) => key !== 'score');
  const next = { ...layout, shown: [title, 'score', ...others] };
  const sort = [{ column: 'score', descending: true }];
  return withTable({ ...view, score }, { layout: next, sort });
}

/** The view's filter, or why a chip of it cannot be read. */
export function filterOf(view: ViewState): { filter: string; error: unknown } {
  try {
    return { filter: activeFilter(view.chips), error: null };
  } catch (error) {
    return { filter: '', error };
  }
}

/** Whether a kept value is one of ours: an older version may have kept another. */
export function isViewState(value: unknown): value is ViewState {
  if (!isRecord(value)) return false;
  const { rows, quick, chips, tables, hasSpreads, score } = value;
  return (
    rowsKinds.some((kind) => kind === rows) &&
    typeof quick === 'string' &&
    typeof hasSpreads === 'boolean' &&
    (score === undefined || isScoreWeights(score)) &&
    Array.isArray(chips) &&
    chips.every(isChip) &&
    isRecord(tables) &&
    isTable(tables.backtests) &&
    isTable(tables.studies) &&
    isTable(tables.runs)
  );
}

function isChip(value: unknown): boolean {
  if (!isRecord(value) || typeof value.id !== 'number') return false;
  const { text, isOn, facet } = value;
  const isFacet =
    facet === undefined ||
    (isRecord(facet) && typeof facet.group === 'string' && Array.isArray(facet.values));
  return typeof text === 'string' && typeof isOn === 'boolean' && isFacet;
}

function isTable(value: unknown): boolean {
  if (!isRecord(value) || !Array.isArray(value.sort)) return false;
  const { sort, layout } = value;
  const isSort = sort.every((key) => isRecord(key) && typeof key.column === 'string');
  return isSort && (layout === null || isLayout(layout));
}

function isLayout(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { shown, pinned, widths } = value;
  return isTexts(shown) && shown.length > 0 && isTexts(pinned) && isRecord(widths);
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
