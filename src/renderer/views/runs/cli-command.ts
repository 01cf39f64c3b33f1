import type { SortKey } from '#contract/operations.ts';
import type { RowsKind } from '#contract/row-columns.ts';

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
