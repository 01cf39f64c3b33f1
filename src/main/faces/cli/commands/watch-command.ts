import { resolve } from 'node:path';
import { describeFailure } from '#contract/archive-error.ts';
import type { JobFailure, JobResult } from '#contract/operations.ts';
import { importBundles } from '../../../operations/import-bundles.ts';
import { watchFolder } from '../../../operations/watch-folder.ts';
import { stateFolder } from '../../app-files.ts';
import type { Command } from '../command-context.ts';
import { exitCodes } from '../exit-code.ts';
import { requirePath } from '../open-named-archive.ts';
import { hasOption, textOption, wholeOption } from '../option-values.ts';
import { countsText, failureAsJson, resultAsJson, runTask, sayFailures } from '../run-task.ts';
import { UsageError } from '../usage-error.ts';
import { isTiered } from './tiered-import.ts';

type Taken = JobResult & { failures: JobFailure[] };

export const runWatch: Command = async (context) => {
  const { given, terminal } = context;
  const folder = resolve(requirePath(context, 0));
  const named = textOption(given, 'into');
  if (named === null) throw new UsageError('--into ARCHIVE is needed', given.command);
  const into = resolve(named);
  const threads = wholeOption(given, 'jobs', 1) ?? 0;
  const settle = wholeOption(given, 'settle', 1);
  const isOnce = hasOption(given, 'once');
  let failed = 0;

  async function take(sources: string[]) {
    const request = { sources, under: folder, threads };
    const outcome = await runTask(context, 'Importing', async (task): Promise<Taken> => {
      if (!isTiered(context, into)) return importBundles({ ...request, folder: into }, task);
      const { importIntoTiered } = await import('../../../operations/import-into-tiered.ts');
      return importIntoTiered({ ...request, root: into }, task);
    });
    failed += outcome.failures.length;
    await tell(outcome);
    return outcome.failures;
  }

  /** A line for every batch, so that a log of it can be read. */
  async function tell(outcome: Taken) {
    const { failures } = outcome;
    if (hasOption(given, 'json')) {
      await terminal.write(`${JSON.stringify(resultAsJson(outcome, failures))}\n`);
      return;
    }
    sayFailures(terminal, failures);
    if (hasOption(given, 'quiet')) return;
    const counts = countsText([
      [outcome.added, 'imported'],
      [outcome.unchanged, 'there already'],
      [failures.length, 'failed'],
    ]);
    await terminal.write(`${new Date().toISOString()} ${counts || 'nothing'}\n`);
  }

  const watching = await watchFolder({
    folder,
    into,
    stateFolder: stateFolder(),
    ...(settle === null ? {} : { settle: settle * 1000 }),
    take,
    failed(error) {
      const { message } = failureAsJson({ ...describeFailure(error), file: folder });
      terminal.say(`${message}; trying again\n`);
    },
  });
  try {
    await watching.caughtUp;
    if (isOnce) return failed > 0 ? exitCodes.partlyDone : exitCodes.done;
    if (!hasOption(given, 'quiet')) terminal.say(`Watching ${folder}; Ctrl-C ends it.\n`);
    await aborted(terminal.signal);
    return exitCodes.done;
  } finally {
    await watching.stop();
  }
};

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((done) => signal.addEventListener('abort', () => done(), { once: true }));
}
