import type { ColumnFacts } from '#contract/operations.ts';
import type { RowsKind } from '#contract/row-columns.ts';
import type { ColumnLayout } from '../../ui/data-table/column-layout.ts';

/** Sets of columns to choose with one click. */
export const presetNames = [
  'Overview',
  'Risk',
  'Returns',
  'Trades',
  'Provenance',
  'Parameters',
] as const;
export type PresetName = (typeof presetNames)[number];

/** Parameters that the overview shows; the others are in the columns menu. */
const FIRST_PARAMETERS = 6;

const overview: Readonly<Record<RowsKind, readonly string[]>> = {
  backtests: [
    'tag',
    'sharpe_ratio',
    'total_net_gain_percentage',
    'worst_drawdown',
    'number_of_trades',
    'win_rate',
    '(swept)',
    'number_of_windows',
  ],
  studies: [
    'study_name',
    'engine',
    'universe_key',
    'sample_type',
    'number_of_runs',
    'sharpe_ratio',
    'total_net_gain_percentage',
    'max_drawdown',
    'number_of_trades',
    '(swept)',
  ],
  runs: [
    'tag',
    'window',
    'start',
    'end',
    'sharpe_ratio',
    'total_net_gain_percentage',
    'max_drawdown',
    'number_of_trades',
    'win_rate',
    '(swept)',
  ],
};

/** What a new table shows: names, the headline figures, and what was varied. */
export function defaultLayout(facts: readonly ColumnFacts[], rows: RowsKind): ColumnLayout {
  return presetLayout('Overview', facts, rows);
}

export function presetLayout(
  name: PresetName,
  facts: readonly ColumnFacts[],
  rows: RowsKind,
): ColumnLayout {
  const title = titleColumn(facts);
  const shown = [title, ...marksInUse(facts), ...presetColumns(name, facts, rows)];
  return { shown: [...new Set(shown)], pinned: [title], widths: {} };
}

const firstNames: Readonly<Record<RowsKind, readonly string[]>> = {
  backtests: ['tag'],
  studies: ['study_name', 'engine', 'universe_key'],
  runs: ['tag', 'window'],
};

function presetColumns(
  name: PresetName,
  facts: readonly ColumnFacts[],
  rows: RowsKind,
): readonly string[] {
  const group = (wanted: ColumnFacts['group']) =>
    facts.filter((one) => one.group === wanted).map(({ key }) => key);
  const names = firstNames[rows];
  switch (name) {
    case 'Overview':
      return overview[rows].flatMap((key) =>
        key === '(swept)' ? sweptParameters(facts).slice(0, FIRST_PARAMETERS) : [key],
      );
    case 'Risk':
      return [...names, ...group('risk')];
    case 'Returns':
      return [...names, ...group('returns')];
    case 'Trades':
      return [...names, ...group('trades')];
    case 'Provenance':
      return [...names, ...group('provenance')];
    case 'Parameters':
      return [...names, 'sharpe_ratio', ...group('parameters')];
  }
}

/** The star and the tags show themselves once there are any. */
function marksInUse(facts: readonly ColumnFacts[]): string[] {
  const isUsed = ({ key, filled }: ColumnFacts) =>
    filled > 0 && (key === 'starred' || key === 'user_tags');
  return facts.filter(isUsed).map(({ key }) => key);
}

/** Parameters with more than one value, those with fewest gaps first: what the sweep varied. */
export function sweptParameters(facts: readonly ColumnFacts[]): string[] {
  return facts
    .filter((one) => one.group === 'parameters' && (one.distinct === null || one.distinct > 1))
    .sort((one, other) => other.filled - one.filled)
    .map(({ key }) => key);
}

/** Algorithms where there are any, else the names of the files. */
function titleColumn(facts: readonly ColumnFacts[]): string {
  const algorithm = facts.find(({ key }) => key === 'algorithm_id');
  const hasRows = facts.some(({ filled }) => filled > 0);
  return hasRows && algorithm?.filled === 0 ? 'handle' : 'algorithm_id';
}
