import { resolve } from 'node:path';
import { mergeArchives } from '../../../operations/merge-archives.ts';
import type { Command } from '../command-context.ts';
import { exitCodes } from '../exit-code.ts';
import { hasOption } from '../option-values.ts';
import { formatBytes } from '../output/format-cell.ts';
import { writeJson } from '../output/write-json.ts';
import { countsText, resultAsJson, runTask, sayFailures } from '../run-task.ts';

export const runMerge: Command = async (context) => {
  const { given, terminal } = context;
  const [root, other] = given.words.map((word) => resolve(word)) as [string, string];
  const outcome = await runTask(context, 'Merging', (task) => mergeArchives({ root, other }, task));
  const { failures, bytes } = outcome;
  const exitCode = failures.length > 0 ? exitCodes.partlyDone : exitCodes.done;
  if (hasOption(given, 'json')) {
    await writeJson(terminal, { ...resultAsJson(outcome, failures), bytes });
    return exitCode;
  }
  sayFailures(terminal, failures);
  if (hasOption(given, 'quiet')) return exitCode;
  const counts = countsText([
    [outcome.added, 'added'],
    [outcome.unchanged, 'there already'],
    [failures.length, 'failed'],
  ]);
  await terminal.write(`${counts || 'nothing to merge'}, ${formatBytes(bytes)} copied\n`);
  return exitCode;
};
