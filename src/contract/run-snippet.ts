import type { RunRowScope } from './run-page.ts';
import type { RunTableName } from './run-tables.ts';
import type { SeriesName } from './series-names.ts';

/** For which other tool a text is. */
export const snippetKinds = ['sql', 'cli', 'duckdb', 'polars'] as const;
export type SnippetKind = (typeof snippetKinds)[number];

/** What is asked of runs elsewhere: the figures behind one chart or table. */
export type RunPart =
  | { kind: 'series'; series: SeriesName[] }
  /** The closed trades by their return, in the buckets of the chart. */
  | { kind: 'returns' }
  /** The bars of a stored price file, or without a key the prices of the run's own orders. */
  | { kind: 'prices'; symbol: string; key: string | null }
  /** Of each of the runs. */
  | {
      kind: 'table';
      table: RunTableName;
      filter: string;
      quick: string;
      sort: RunRowScope['sort'];
      columns: string[];
    }
  /** The metric of each run on shuffled prices. */
  | { kind: 'permutations'; metric: string }
  /** Of the equity curves of every two of the runs. */
  | { kind: 'correlation' };
