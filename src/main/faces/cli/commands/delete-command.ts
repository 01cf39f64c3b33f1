import { resolve } from 'node:path';
import { deleteBacktests } from '../../../operations/delete-backtests.ts';
import { undeleteBacktests } from '../../../operations/undelete-backtests.ts';
import type { Command, CommandContext } from '../command-context.ts';
import { exitCodes } from '../exit-code.ts';
import { requirePath } from '../open-named-archive.ts';
import { hasOption, textOption } from '../option-values.ts';
import { writeJson } from '../output/write-json.ts';
import { failureAsJson, runTask, sayFailures } from '../run-task.ts';
import { UsageError } from '../usage-error.ts';

export const runDelete: Command = async (context) => {
  const { given } = context;
  const root = resolve(requirePath(context, 0));
  const names = given.words.slice(1);
  const filter = textOption(given, 'filter');
  if ((filter === null) === (names.length === 0)) {
    throw new UsageError('name backtests, or say which with --filter', given.command);
  }
  const which = filter === null ? { names } : { filter };
  const moveBundles = hasOption(given, 'move-bundles');
  const { deleted, failures } = await runTask(context, 'Deleting', (task) =>
    deleteBacktests({ root, which, moveBundles }, task),
  );
  return report(context, { key: 'deleted', verb: 'deleted', handles: deleted, failures });
};

export const runUndelete: Command = async (context) => {
  const root = resolve(requirePath(context, 0));
  const names = context.given.words.slice(1);
  const { restored, failures } = await runTask(context, 'Restoring', (task) =>
    undeleteBacktests({ root, names }, task),
  );
  return report(context, { key: 'restored', verb: 'restored', handles: restored, failures });
};

interface Report {
  key: 'deleted' | 'restored';
  verb: string;
  handles: readonly string[];
  failures: Awaited<ReturnType<typeof deleteBacktests>>['failures'];
}

async function report(
  { given, terminal }: CommandContext,
  { key, verb, handles, failures }: Report,
): Promise<number> {
  const exitCode = failures.length > 0 ? exitCodes.partlyDone : exitCodes.done;
  if (hasOption(given, 'json')) {
    await writeJson(terminal, { [key]: [...handles], failed: failures.map(failureAsJson) });
    return exitCode;
  }
  sayFailures(terminal, failures);
  if (!hasOption(given, 'quiet')) {
    await terminal.write(`${handles.length.toLocaleString('en')} backtests ${verb}\n`);
  }
  return exitCode;
}
