import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { reclaim } from '../../../operations/reclaim.ts';
import type { Command } from '../command-context.ts';
import { exitCodes } from '../exit-code.ts';
import { requirePath } from '../open-named-archive.ts';
import { choiceOption, hasOption, textOption } from '../option-values.ts';
import { formatBytes } from '../output/format-cell.ts';
import { writeJson } from '../output/write-json.ts';
import { failureAsJson, runTask, sayFailures } from '../run-task.ts';
import { UsageError } from '../usage-error.ts';

export const runReclaim: Command = async (context) => {
  const { given, terminal } = context;
  const source = resolve(requirePath(context, 0));
  const into = textOption(given, 'into');
  if (into === null) throw new UsageError('--into is missing: which archive', given.command);
  if (!existsSync(into)) throw new UsageError(`there is no folder ${into}`, given.command);
  const isDryRun = hasOption(given, 'dry-run');
  const acceptPayload = choiceOption(given, 'accept', ['payload']) !== null;
  const outcome = await runTask(context, 'Checking and moving', (task) =>
    reclaim({ source, into: resolve(into), acceptPayload, isDryRun }, task),
  );
  const { seen, moved, bytes, kept, to, seconds } = outcome;
  const exitCode = kept.length > 0 ? exitCodes.partlyDone : exitCodes.done;
  if (hasOption(given, 'json')) {
    await writeJson(terminal, { seen, moved, bytes, to, kept: kept.map(failureAsJson), seconds });
    return exitCode;
  }
  sayFailures(terminal, kept);
  if (hasOption(given, 'quiet')) return exitCode;
  const verb = isDryRun ? 'would go' : 'went';
  const where = moved === 0 ? '' : `, ${formatBytes(bytes)}, ${verb} to ${to}`;
  await terminal.write(
    `${moved.toLocaleString('en')} of ${seen.toLocaleString('en')} bundles${where}\n`,
  );
  return exitCode;
};
