import { resolve } from 'node:path';
import type { Archive } from '../../../operations/archive.ts';
import { listRows } from '../../../operations/list-rows.ts';
import { makeReport } from '../../../operations/report/make-report.ts';
import { writeReport } from '../../../operations/report/write-report.ts';
import type { Command, CommandContext } from '../command-context.ts';
import { exitCodes } from '../exit-code.ts';
import { withArchive } from '../open-named-archive.ts';
import { hasOption, limitOption, sortOption, textOption } from '../option-values.ts';
import { writeJson } from '../output/write-json.ts';
import { runTask } from '../run-task.ts';
import { UsageError } from '../usage-error.ts';

export const runReport: Command = (context) => {
  const { given, terminal } = context;
  const to = textOption(given, 'to');
  if (to === null) throw new UsageError('--to is missing: the file to write', given.command);
  const names = given.words.slice(1);
  const chooses = ['filter', 'sort', 'limit'].some((name) => hasOption(given, name));
  if (chooses === names.length > 0) {
    throw new UsageError(
      'name backtests, or choose them by --filter, --sort, --limit',
      given.command,
    );
  }
  return withArchive(context, async (archive) => {
    const chosen = chooses ? chosenBacktests(context, archive) : names;
    const report = await runTask(context, 'Reading', (task) => makeReport(archive, chosen, task));
    const file = resolve(to);
    const bytes = await writeReport(file, report.html, {
      overwrite: hasOption(given, 'overwrite'),
    });
    if (hasOption(given, 'json')) {
      await writeJson(terminal, { file, backtests: report.backtests, bytes });
    } else if (!hasOption(given, 'quiet')) {
      await terminal.write(`${file}: ${report.backtests} backtests, ${bytes} bytes\n`);
    }
    return exitCodes.done;
  });
};

/** In the order of the table. */
function chosenBacktests({ given }: CommandContext, archive: Archive): string[] {
  const { rows } = listRows(archive, {
    rows: 'backtests',
    filter: textOption(given, 'filter') ?? '',
    quick: '',
    sort: sortOption(given),
    columns: [],
    offset: 0,
    limit: limitOption(given, null) ?? 1_000_000,
  });
  return rows.map(({ handle }) => handle);
}
