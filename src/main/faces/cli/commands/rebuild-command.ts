import { resolve } from 'node:path';
import { rebuildArchive } from '../../../operations/rebuild-archive.ts';
import type { Command } from '../command-context.ts';
import { exitCodes } from '../exit-code.ts';
import { requirePath } from '../open-named-archive.ts';
import { hasOption, wholeOption } from '../option-values.ts';
import { writeJson } from '../output/write-json.ts';
import { resultAsJson, runTask, sayFailures } from '../run-task.ts';

export const runRebuild: Command = async (context) => {
  const { given, terminal } = context;
  const root = resolve(requirePath(context, 0));
  const threads = wholeOption(given, 'jobs', 1) ?? 0;
  const outcome = await runTask(context, 'Reading', (task) =>
    rebuildArchive({ root, threads }, task),
  );
  const exitCode = outcome.failures.length > 0 ? exitCodes.partlyDone : exitCodes.done;
  if (hasOption(given, 'json')) {
    await writeJson(terminal, resultAsJson(outcome, outcome.failures));
    return exitCode;
  }
  sayFailures(terminal, outcome.failures);
  if (!hasOption(given, 'quiet')) {
    const seconds = outcome.seconds.toFixed(1);
    await terminal.write(`${outcome.added.toLocaleString('en')} backtests, in ${seconds} s\n`);
  }
  return exitCode;
};
