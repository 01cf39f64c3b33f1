import type { Column } from '../column.ts';
import type { RowsKind } from '../row-columns.ts';

/** What a name stands for: a column of the table, or a parameter. */
export type ResolvedName = { kind: 'column'; column: Column } | { kind: 'parameter'; name: string };

/** Which names there are. Parameters of an archive come from `listColumns`. */
export interface NameScope {
  rows: RowsKind;
  parameters: ReadonlySet<string>;
}

/**
 * Column key, short name, reference spelling (`summary_sharpe_ratio`, `bundle_size`), `params.NAME`, or the
 * bare name of a parameter. Null when there is none.
 */
export function resolveName(_name: string, _scope: NameScope): ResolvedName | null {
  throw new Error('being written');
}

/** The same, or `unknown-column` with the nearest names. */
export function requireName(_name: string, _scope: NameScope): ResolvedName {
  throw new Error('being written');
}
