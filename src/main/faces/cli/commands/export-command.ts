import { dirname, join, resolve } from 'node:path';
import type { Selection } from '#contract/operations.ts';
import type { RowsKind } from '#contract/row-columns.ts';
import type { Archive } from '../../../operations/archive.ts';
import { codeFolderName, exportCode } from '../../../operations/export-code.ts';
import {
  type ExportOutcome,
  type ExportRowsRequest,
  exportRows,
} from '../../../operations/export-rows.ts';
import { listColumns } from '../../../operations/list-columns.ts';
import { showBacktest } from '../../../operations/show-backtest.ts';
import type { Command, CommandContext } from '../command-context.ts';
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
import { queryColumns } from '../output/printed-row.ts';
import { runTask } from '../run-task.ts';
import { UsageError } from '../usage-error.ts';
import { reportExport } from './report-export.ts';

const formats = ['bundles', 'csv', 'parquet', 'json'] as const;

export const runExport: Command = (context) => {
  const { given } = context;
  const to = textOption(given, 'to');
  const codeTo = textOption(given, 'code-to');
  if (to === null && codeTo === null) {
    throw new UsageError('--to is missing: where to write', given.command);
  }
  const format = choiceOption(given, 'format', formats) ?? 'bundles';
  const codeBeside = hasOption(given, 'with-code') ? folderBeside(context, to, format) : null;
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
    name: null,
    filter: textOption(given, 'filter') ?? '',
    quick: '',
    sort: sortOption(given),
    format,
    overwrite: hasOption(given, 'overwrite'),
    withOhlcv: hasOption(given, 'with-ohlcv'),
    original: hasOption(given, 'original'),
  };
  return withArchive(context, async (archive) => {
    const selection: Selection = isAll
      ? { kind: 'matching', except: [] }
      : { kind: 'rows', nos: await rowNumbers(archive, names, rows) };
    const columns = exportColumns(context, archive, rows);
    const chosen = { ...request, columns, selection };
    const rowsOut =
      to === null ? null : await exportTo(context, archive, { ...chosen, to: resolve(to) });
    const codePath = codeBeside ?? codeTo;
    const isWhereThere = codeBeside !== null;
    const code =
      codePath === null
        ? null
        : await exportCode(archive, { ...chosen, to: resolve(codePath), isWhereThere });
    return reportExport(context, request.format, { rows: rowsOut, code });
  });
};

/** `code` in the folder of the bundles, or in that of the one bundle. */
function folderBeside({ given }: CommandContext, to: string | null, format: string): string {
  if (hasOption(given, 'code-to')) {
    throw new UsageError('--with-code and --code-to say the same', given.command);
  }
  if (to === null || format !== 'bundles' || /\.zip$/i.test(to)) {
    throw new UsageError('--with-code goes with bundles in a folder', given.command);
  }
  return join(/\.(iafbt|obtf)$/i.test(to) ? dirname(to) : to, codeFolderName);
}

/** Rows of the named backtests, or all of their studies or runs. */
async function rowNumbers(
  archive: Archive,
  names: readonly string[],
  rows: RowsKind,
): Promise<number[]> {
  const details = await Promise.all(names.map((name) => showBacktest(archive, name)));
  return details.flatMap((detail) =>
    rows === 'backtests' ? [detail.no] : detail[rows].map(({ no }) => no),
  );
}

/** Every column and parameter, or those of `--columns`. Ids always come along. */
function exportColumns({ given }: CommandContext, archive: Archive, rows: RowsKind): string[] {
  const asked = textOption(given, 'columns');
  if (asked !== null) return queryColumns(chooseColumns(splitList(asked), rows));
  return listColumns(archive, rows).map((column) => column.key);
}

function exportTo(
  context: CommandContext,
  archive: Archive,
  request: ExportRowsRequest,
): Promise<ExportOutcome> {
  return runTask(context, 'Exporting', (task) => exportRows(archive, request, task));
}
