import type { Archive } from '../../../operations/archive.ts';
import { type ListQuery, listRows } from '../../../operations/list-rows.ts';
import type { Command } from '../command-context.ts';
import { exitCodes } from '../exit-code.ts';
import { withArchive } from '../open-named-archive.ts';
import {
  limitOption,
  rowsKindOption,
  sortOption,
  textOption,
  wholeOption,
} from '../option-values.ts';
import { chosenColumns, outputFormat, printRows } from '../output/print-rows.ts';
import { type PrintedValue, queryColumns, rowReader } from '../output/printed-row.ts';
import { sayIndexHasNoRuns } from '../output/say-index-has-no-runs.ts';

/** What is shown by itself: as the reference has it, and as it suits a terminal. */
const usualColumns = {
  reference: [
    'algorithm_id',
    'tag',
    'summary_sharpe_ratio',
    'summary_total_net_gain_percentage',
    'summary_max_drawdown',
    'summary_number_of_trades',
    'bundle_path',
  ],
  backtests: [
    'handle',
    'tag',
    'sharpe_ratio',
    'total_net_gain_percentage',
    'worst_drawdown',
    'number_of_trades',
  ],
  studies: [
    'handle',
    'study_name',
    'engine',
    'universe_key',
    'number_of_runs',
    'sharpe_ratio',
    'total_net_gain_percentage',
    'max_drawdown',
    'number_of_trades',
  ],
  runs: [
    'handle',
    'run',
    'window',
    'sharpe_ratio',
    'total_net_gain_percentage',
    'max_drawdown',
    'number_of_trades',
  ],
};

/** Rows asked for at once: memory stays bounded however long the list. */
const PAGE_ROWS = 20_000;

export const runList: Command = (context) => {
  const { given } = context;
  const rows = rowsKindOption(given);
  const format = outputFormat(context);
  const usual = { reference: usualColumns.reference, text: usualColumns[rows] };
  const scope = {
    rows,
    sort: sortOption(given),
    filter: textOption(given, 'filter') ?? '',
    quick: '',
    offset: wholeOption(given, 'offset', 0) ?? 0,
  };
  const limit = limitOption(given, null);
  return withArchive(context, async (archive) => {
    const chosen = await chosenColumns(context, archive, rows, usual);
    const columns = queryColumns(chosen);
    const read = rowReader(chosen, columns);
    const query = { ...scope, columns };
    const first = readPage(archive, { ...query, limit: limit ?? Number.MAX_SAFE_INTEGER });
    await printRows(context, format, chosen, printedRows(archive, query, first, limit, read));
    sayIndexHasNoRuns(context.terminal, archive, rows);
    return exitCodes.done;
  });
};

type Page = ReturnType<typeof listRows>;

function readPage(archive: Archive, query: ListQuery): Page {
  return listRows(archive, { ...query, limit: Math.min(query.limit, PAGE_ROWS) });
}

/** The first page is read before anything is printed: a wrong filter prints nothing. */
function* printedRows(
  archive: Archive,
  query: Omit<ListQuery, 'limit'>,
  first: Page,
  limit: number | null,
  read: (row: Page['rows'][number]) => PrintedValue[],
): Iterable<PrintedValue[]> {
  const wanted = Math.min(limit ?? Number.MAX_SAFE_INTEGER, first.total - query.offset);
  let page = first;
  for (let done = 0; ; ) {
    for (const row of page.rows) yield read(row);
    done += page.rows.length;
    if (done >= wanted || page.rows.length === 0) return;
    page = readPage(archive, { ...query, offset: query.offset + done, limit: wanted - done });
  }
}
