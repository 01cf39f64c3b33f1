import { resolve } from 'node:path';
import type { Selection } from '#contract/operations.ts';
import type { RowsKind } from '#contract/row-columns.ts';
import type { Archive } from '../../../operations/archive.ts';
import {
  type ExportOutcome,
  type ExportRowsRequest,
  exportRows,
} from '../../../operations/export-rows.ts';
import { listColumns } from '../../../operations/list-columns.ts';
import { showBacktest } from '../../../operations/show-backtest.ts';
import type { Command, CommandContext } from '../command-context.ts';
import { exitCodes } from '../exit-code.ts';
import { withArchive } from '../open-named-archive.ts';
import {
  choiceOption,
  hasOption,
  rowsKindOption,
  sortOption,
  splitList,
  textOption,
} from '../option-values.ts';
import { chooseColumns } from '../output/chosen-column.ts';
import { formatBytes } from '../output/format-cell.ts';
import { queryColumns } from '../output/printed-row.ts';
import { writeJson } from '../output/write-json.ts';
import { failureAsJson, runTask, sayFailures } from '../run-task.ts';
import { UsageError } from '../usage-error.ts';

const formats = ['bundles', 'csv', 'parquet', 'json'] as const;

export const runExport: Command = (context) => {
  const { given } = context;
  const to = textOption(given, 'to');
  if (to === null) throw new UsageError('--to is missing: where to write', given.command);
  const names = given.words.slice(1);
  const isAll = hasOption(given, 'all') || (names.length === 0 && hasOption(given, 'filter'));
  if (isAll === names.length > 0) {
    throw new UsageError('name backtests, or say --all', given.command);
  }
  if (names.length > 0 && hasOption(given, 'filter')) {
    throw new UsageError('--filter goes with --all, not with names', given.command);
  }
  const rows = rowsKindOption(given);
  const request = {
    rows,
    to: resolve(to),
    name: null,
    filter: textOption(given, 'filter') ?? '',
    quick: '',
    sort: sortOption(given),
    format: choiceOption(given, 'format', formats) ?? 'bundles',
    overwrite: hasOption(given, 'overwrite'),
    withOhlcv: hasOption(given, 'with-ohlcv'),
    original: hasOption(given, 'original'),
  };
  return withArchive(context, async (archive) => {
    const selection: Selection = isAll
      ? { kind: 'matching', except: [] }
      : { kind: 'rows', nos: await rowNumbers(archive, names, rows) };
    const columns = exportColumns(context, archive, rows);
    return runExportTask(context, archive, { ...request, columns, selection });
  });
};

/** Rows of the named backtests, or all of their runs. */
async function rowNumbers(
  archive: Archive,
  names: readonly string[],
  rows: RowsKind,
): Promise<number[]> {
  const details = await Promise.all(names.map((name) => showBacktest(archive, name)));
  return details.flatMap((detail) =>
    rows === 'runs' ? detail.runs.map((run) => run.no) : [detail.no],
  );
}

/** Every column and parameter, or those of `--columns`. Ids always come along. */
function exportColumns({ given }: CommandContext, archive: Archive, rows: RowsKind): string[] {
  const asked = textOption(given, 'columns');
  if (asked !== null) return queryColumns(chooseColumns(splitList(asked), rows));
  return listColumns(archive, rows).map((column) => column.key);
}

async function runExportTask(
  context: CommandContext,
  archive: Archive,
  request: ExportRowsRequest,
): Promise<number> {
  const { given, terminal } = context;
  const outcome: ExportOutcome = await runTask(context, 'Exporting', (task) =>
    exportRows(archive, request, task),
  );
  const { failures, added, bytes, written, seconds } = outcome;
  const exitCode = failures.length > 0 ? exitCodes.partlyDone : exitCodes.done;
  if (hasOption(given, 'json')) {
    const failed = failures.map(failureAsJson);
    await writeJson(terminal, { written, exported: added, bytes, failed, seconds });
    return exitCode;
  }
  sayFailures(terminal, failures);
  if (hasOption(given, 'quiet')) return exitCode;
  const what = request.format === 'bundles' ? 'bundles' : 'rows';
  const count = added.toLocaleString('en');
  await terminal.write(`${count} ${what}, ${formatBytes(bytes)}, in ${written ?? request.to}\n`);
  return exitCode;
}
