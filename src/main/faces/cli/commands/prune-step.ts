import { resolve } from 'node:path';
import type { Archive } from '../../../operations/archive.ts';
import { type PruneRequest, pruneRankedOut } from '../../../operations/prune-ranked-out.ts';
import type { CommandContext } from '../command-context.ts';
import { exitCodes } from '../exit-code.ts';
import { hasOption, textOption } from '../option-values.ts';
import { runTask, sayFailures } from '../run-task.ts';

/** What `rank --prune` does after the ranking is printed. What it says goes to standard error. */
export async function runPrune(
  context: CommandContext,
  archive: Archive,
  ranking: PruneRequest['ranking'],
): Promise<number> {
  const { given, terminal } = context;
  const directory = textOption(given, 'archive-dir');
  const isDryRun = hasOption(given, 'dry-run');
  const to = directory === null ? null : resolve(directory);
  const outcome = await runTask(context, 'Moving', (task) =>
    pruneRankedOut(archive, { ranking, to, isDryRun }, task),
  );
  sayFailures(terminal, outcome.failures);
  if (!hasOption(given, 'quiet')) {
    const verb = isDryRun ? 'Would move' : 'Moved';
    const { moved, kept } = outcome;
    terminal.say(`${verb} ${moved.length} bundle(s) to ${outcome.to}, kept ${kept}.\n`);
  }
  return outcome.failures.length > 0 ? exitCodes.partlyDone : exitCodes.done;
}
