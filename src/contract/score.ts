import type { Column } from './column.ts';

export const focuses = ['balanced', 'profit', 'frequency', 'risk_adjusted'] as const;
export type Focus = (typeof focuses)[number];

/**
 * How rows are scored, as the reference's `rank` does (FORMATS.md §12): each metric brought to 0..1 over the
 * rows that match, times its weight, summed. The weights lie on top of those of the focus; 0 takes a metric out.
 */
export interface ScoreWeights {
  focus: Focus;
  weights: Record<string, number>;
}

/** Not stored: it depends on the rows that match. Every table has it, and can be sorted by it. */
export const scoreColumn = {
  key: 'score',
  kind: 'real',
  unit: 'ratio',
  group: 'yours',
  label: 'Score',
  meaning:
    'Weighted score over the rows that match, as rank works it out; with the balanced focus unless you weigh it yourself',
  nullRule: 'never',
  source: 'worked out when asked for',
} as const satisfies Column;
