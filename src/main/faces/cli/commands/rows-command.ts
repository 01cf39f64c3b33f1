import type { Column } from '#contract/column.ts';
import { resolveName } from '#contract/filter/resolve-names.ts';
import { type RunListName, runListNames, runLists } from '#contract/run-lists.ts';
import { runColumns } from '#contract/run-summary.ts';
import { openRun } from '../../../operations/open-run.ts';
import { openRunList, runsNamed } from '../../../operations/run-list.ts';
import type { Command, CommandContext } from '../command-context.ts';
import { exitCodes } from '../exit-code.ts';
import { withArchive } from '../open-named-archive.ts';
import {
  choiceOption,
  limitOption,
  sortOption,
  splitList,
  textOption,
  wholeOption,
} from '../option-values.ts';
import type { ChosenColumn } from '../output/chosen-column.ts';
import { outputFormat, printRows } from '../output/print-rows.ts';
import type { PrintedValue } from '../output/printed-row.ts';
import { UsageError } from '../usage-error.ts';

export const runRows: Command = (context) => {
  const { given } = context;
  const table = choiceOption(given, 'table', runListNames) ?? 'trades';
  const format = outputFormat(context);
  const columns = columnsOf(context, table);
  const query = {
    filter: textOption(given, 'filter') ?? '',
    quick: '',
    sort: sortOption(given),
    columns: columns.map(({ key }) => key),
    offset: 0,
    limit: limitOption(given, null) ?? Number.MAX_SAFE_INTEGER,
  };
  const only = wholeOption(given, 'run', 0);
  return withArchive(context, async (archive) => {
    const rows: PrintedValue[][] = [];
    for (const { handle, run } of runsNamed(archive, given.words.slice(1), only)) {
      const list = await openRunList(archive, openRun(archive, { id: handle, run }), table);
      rows.push(...list.query(query).rows.map(({ cells }) => [handle, run, ...cells]));
    }
    await printRows(context, format, [...leading, ...columns.map(chosen)], rows);
    return exitCodes.done;
  });
};

function columnsOf({ given }: CommandContext, table: RunListName): readonly Column[] {
  const columns = runLists[table];
  const asked = textOption(given, 'columns');
  if (asked === null) return columns;
  return splitList(asked).map((name) => {
    const found = resolveName(name, { rows: 'runs', parameters: new Set(), columns });
    if (found?.kind === 'column') return found.column;
    const known = columns.map(({ key }) => key).join(', ');
    throw new UsageError(`${table} has no column ${name}: ${known}`, given.command);
  });
}

const leading: readonly ChosenColumn[] = [
  { key: 'handle', query: null, from: 'handle', column: null },
  {
    key: 'run',
    query: null,
    from: 'run',
    column: runColumns.find(({ key }) => key === 'run') ?? null,
  },
];

function chosen(column: Column): ChosenColumn {
  return { key: column.key, query: column.key, from: 'cell', column };
}
