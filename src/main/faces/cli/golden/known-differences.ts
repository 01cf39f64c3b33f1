/** Where a command answers otherwise than the reference's, and why. `docs/known-differences.md` says the same. */
export interface KnownDifference {
  /** Golden files below v1 and v2, or of `errors`. */
  files: readonly string[];
  /** As in the table of the page. */
  what: string;
  /** `refused`: exit code 2 and nothing on standard output. Otherwise what becomes of the reference's rows. */
  ours: 'refused' | ((theirs: unknown[], ours: unknown[], corpus: string) => unknown[]);
}

type Rows = Record<string, unknown>[];

export const knownDifferences: readonly KnownDifference[] = [
  {
    files: ['list_sort_unknown_column.json'],
    what: 'Sorting by a column that does not exist',
    ours: 'refused',
  },
  {
    files: ['list_columns_bare_metric.json'],
    what: 'A column that does not exist in --columns',
    ours: 'refused',
  },
  {
    files: ['errors/list_where_escape.json', 'errors/list_where_comment.json'],
    what: 'SQL in --where that leaves its parentheses',
    ours: 'refused',
  },
  {
    files: ['list_columns_mtime_size.json'],
    what: '--columns bundle_mtime_ns, bundle_size, parameters_json and bare metric names',
    ours: (theirs, ours) =>
      (theirs as Rows).map((row, at) => ({
        bundle_path: row.bundle_path,
        bundle_mtime_ns: positive((ours as Rows)[at]?.bundle_mtime_ns),
        bundle_size: positive((ours as Rows)[at]?.bundle_size),
      })),
  },
  {
    files: ['rank_cagr.json'],
    what: 'A text where a number belongs',
    // Only v2 holds such a bundle: it goes from first to last place, and the next one enters.
    ours: (theirs, ours, corpus) =>
      corpus === 'v2' ? [...theirs.slice(1), ...ours.slice(theirs.length - 1)] : theirs,
  },
];

export function knownDifference(file: string): KnownDifference | undefined {
  const name = file.replace(/^v[12]\//, '');
  return knownDifferences.find(({ files }) => files.includes(name));
}

/** The number, or a text that no row holds. */
function positive(value: unknown): unknown {
  return typeof value === 'number' && value > 0 ? value : 'a positive number';
}
