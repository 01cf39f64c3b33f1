import { resolve } from 'node:path';
import { compactArchive } from '../../../operations/compact-archive.ts';
import type { Command } from '../command-context.ts';
import { exitCodes } from '../exit-code.ts';
import { requirePath } from '../open-named-archive.ts';
import { hasOption } from '../option-values.ts';
import { formatBytes } from '../output/format-cell.ts';
import { writeJson } from '../output/write-json.ts';
import { failureAsJson, runTask, sayFailures } from '../run-task.ts';

export const runCompact: Command = async (context) => {
  const { given, terminal } = context;
  const root = resolve(requirePath(context, 0));
  const { batches, bytes, failures } = await runTask(context, 'Compacting', (task) =>
    compactArchive({ root }, task),
  );
  const exitCode = failures.length > 0 ? exitCodes.partlyDone : exitCodes.done;
  if (hasOption(given, 'json')) {
    await writeJson(terminal, { batches, bytes, failed: failures.map(failureAsJson) });
    return exitCode;
  }
  sayFailures(terminal, failures);
  if (hasOption(given, 'quiet')) return exitCode;
  const sizes = `${formatBytes(bytes.before)} became ${formatBytes(bytes.after)}`;
  await terminal.write(
    batches.merged === 0
      ? 'There is nothing to compact\n'
      : `${batches.before} batches are now ${batches.after}; ${sizes}, the old files go with gc\n`,
  );
  return exitCode;
};
