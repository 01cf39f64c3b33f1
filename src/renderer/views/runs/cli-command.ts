import type { RowScope, SortKey } from '#contract/operations.ts';
import type { RowsKind } from '#contract/row-columns.ts';
import type { ScoreWeights } from '#contract/score.ts';
import { quickExpression } from './chips.ts';

export interface CommandView {
  /** The folder as people know it. */
  archive: string;
  rows: RowsKind;
  filter: string;
  sort: readonly SortKey[];
  columns: readonly string[];
}

/** The command that lists what the table shows. */
export function listCommand({ archive, rows, filter, sort, columns }: CommandView): string {
  return [
    'strata list',
    quoted(archive),
    ...(rows === 'backtests' ? [] : [`--rows ${rows}`]),
    ...(filter === '' ? [] : [`--filter ${quoted(filter)}`]),
    ...sort.map(
      ({ column, descending }) => `--sort ${quoted(descending ? column : `${column}:asc`)}`,
    ),
    `--columns ${quoted(columns.join(','))}`,
  ].join(' ');
}

/** As a POSIX shell takes it: within single quotes nothing has a meaning. */
function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

export interface RankView {
  archive: string;
  rows: RowsKind;
  filter: string;
  score: ScoreWeights;
}

/** The command that ranks by the same score. */
export function rankCommand({ archive, rows, filter, score }: RankView): string {
  const weights = Object.entries(score.weights).map(([metric, weight]) => `${metric}=${weight}`);
  return [
    'strata rank',
    quoted(archive),
    ...(rows === 'backtests' ? [] : [`--rows ${rows}`]),
    `--focus ${score.focus}`,
    ...(weights.length === 0 ? [] : [`--weights ${quoted(weights.join(','))}`]),
    ...(filter === '' ? [] : [`--filter ${quoted(filter)}`]),
    '--limit -1',
  ].join(' ');
}

/** Conditions and words of a table as one condition: the command line knows no words. */
export function scopeFilter({ filter, quick }: Pick<RowScope, 'filter' | 'quick'>): string {
  const terms = [filter, quickExpression(quick)].filter((term) => term !== '');
  return terms.length > 1 ? terms.map((term) => `(${term})`).join(' AND ') : (terms[0] ?? '');
}
