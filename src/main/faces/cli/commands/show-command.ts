import { quoteText } from '#contract/filter/format-filter.ts';
import type { BacktestDetail } from '#contract/operations.ts';
import type { Archive } from '../../../operations/archive.ts';
import { listRows } from '../../../operations/list-rows.ts';
import { readCode } from '../../../operations/read-code.ts';
import { showBacktest } from '../../../operations/show-backtest.ts';
import type { Command } from '../command-context.ts';
import { exitCodes } from '../exit-code.ts';
import { withArchive } from '../open-named-archive.ts';
import { hasOption } from '../option-values.ts';
import { detailAsJson } from '../output/detail-json.ts';
import { parsePythonJson } from '../output/python-json.ts';
import { writeDetail } from '../output/write-detail.ts';
import { writeJson } from '../output/write-json.ts';
import { UsageError } from '../usage-error.ts';

export const runShow: Command = (context) =>
  withArchive(context, async (archive) => {
    const { given, terminal } = context;
    if (hasOption(given, 'document')) {
      const { showDocument } = await import('./show-document.ts');
      return showDocument(context, archive);
    }
    const alone = ['find', 'limit', 'offset'].find((name) => hasOption(given, name));
    if (alone !== undefined || given.words.length > 2) {
      throw new UsageError(
        `${alone ? `--${alone}` : 'a path'} goes with --document`,
        given.command,
      );
    }
    const detail: BacktestDetail = await showBacktest(archive, given.words[1] as string);
    const hasCode = detail.stored?.chunks.some(({ kind }) => kind === 'code') ?? false;
    const code = hasCode ? await readCode(archive, detail.handle) : null;
    if (hasOption(given, 'json')) {
      await writeJson(terminal, detailAsJson(detail, parametersOf(archive, detail.handle), code));
    } else {
      await writeDetail(terminal, detail, code);
    }
    return exitCodes.done;
  });

/** With the types they have in the document: `showBacktest` gives them as cells, in which a list is a text. */
function parametersOf(archive: Archive, handle: string): unknown {
  const { rows } = listRows(archive, {
    rows: 'backtests',
    filter: `handle = ${quoteText(handle)}`,
    quick: '',
    sort: [],
    columns: ['parameters_json'],
    offset: 0,
    limit: 1,
  });
  const json = rows[0]?.cells[0];
  return typeof json === 'string' ? parsePythonJson(json) : {};
}
