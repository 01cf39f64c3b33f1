import type { BacktestDetail } from '#contract/operations.ts';
import { showBacktest } from '../../../operations/show-backtest.ts';
import type { Command } from '../command-context.ts';
import { exitCodes } from '../exit-code.ts';
import { withArchive } from '../open-named-archive.ts';
import { hasOption } from '../option-values.ts';

export const runShow: Command = (context) =>
  withArchive(context, async (archive) => {
    const { given, terminal } = context;
    const detail: BacktestDetail = await showBacktest(archive, given.words[1] as string);
    if (hasOption(given, 'json')) {
      const { detailAsJson } = await import('../output/detail-json.ts');
      const { writeJson } = await import('../output/write-json.ts');
      await writeJson(terminal, detailAsJson(detail));
    } else {
      const { writeDetail } = await import('../output/write-detail.ts');
      await writeDetail(terminal, detail);
    }
    return exitCodes.done;
  });
