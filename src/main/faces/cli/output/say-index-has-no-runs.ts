import type { RowsKind } from '#contract/row-columns.ts';
import type { Archive } from '../../../operations/archive.ts';
import type { Terminal } from '../terminal.ts';

/** An empty list of runs would look like an archive without any. */
export function sayIndexHasNoRuns(terminal: Terminal, archive: Archive, rows: RowsKind): void {
  if (rows !== 'runs' || archive.kind !== 'reference-index') return;
  terminal.say(
    'this index of the framework has no rows for runs, only their number: index the folder with strata to see them\n',
  );
}
