import type { RowsKind } from './row-columns.ts';
import type { ScoreWeights } from './score.ts';

export interface CommandView {
  /** The folder as people know it. */
  archive: string;
  rows: RowsKind;
  filter: string;
  sort: readonly { column: string; descending: boolean }[];
  columns: readonly string[];
}

/** The command that lists what the table shows. */
export function listCommand(view: CommandView): string {
  return listWords(view).map(quotedWord).join(' ');
}

/** The same word by word, as a program takes it. */
export function listWords({ archive, rows, filter, sort, columns }: CommandView): string[] {
  return [
    ...['strata', 'list', archive],
    ...(rows === 'backtests' ? [] : ['--rows', rows]),
    ...(filter === '' ? [] : ['--filter', filter]),
    ...sort.flatMap(({ column, descending }) => ['--sort', descending ? column : `${column}:asc`]),
    ...['--columns', columns.join(',')],
  ];
}

/** As a POSIX shell takes it: within single quotes nothing has a meaning. */
export function quotedWord(text: string): string {
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
    quotedWord(archive),
    ...(rows === 'backtests' ? [] : [`--rows ${rows}`]),
    `--focus ${score.focus}`,
    ...(weights.length === 0 ? [] : [`--weights ${quotedWord(weights.join(','))}`]),
    ...(filter === '' ? [] : [`--filter ${quotedWord(filter)}`]),
    '--limit -1',
  ].join(' ');
}
