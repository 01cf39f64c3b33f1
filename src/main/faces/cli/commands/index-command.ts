import { resolve } from 'node:path';
import { type IndexOutcome, indexFolder } from '../../../operations/index-folder.ts';
import type { Command, CommandContext } from '../command-context.ts';
import { exitCodes } from '../exit-code.ts';
import { requirePath } from '../open-named-archive.ts';
import { hasOption, textOption, wholeOption } from '../option-values.ts';
import { writeJson } from '../output/write-json.ts';
import { countsText, failureAsJson, resultAsJson, runTask, sayFailures } from '../run-task.ts';

export const runIndex: Command = async (context) => {
  const { given, terminal } = context;
  const folder = resolve(requirePath(context, 0));
  const output = textOption(given, 'output');
  const outcome = await runTask(context, 'Indexing', (task) =>
    indexFolder(
      {
        folder,
        rebuild: hasOption(given, 'rebuild'),
        threads: wholeOption(given, 'jobs', 1) ?? 0,
        takesPart: true,
        absolutePaths: hasOption(given, 'absolute-paths'),
        ...(output === null ? {} : { indexFile: resolve(output) }),
      },
      task,
    ),
  );
  if (hasOption(given, 'json')) {
    const skipped = outcome.skipped.map(failureAsJson);
    await writeJson(terminal, { ...resultAsJson(outcome, outcome.failures), skipped });
  } else {
    await report(context, outcome);
  }
  return outcome.failures.length > 0 ? exitCodes.partlyDone : exitCodes.done;
};

async function report({ given, terminal }: CommandContext, outcome: IndexOutcome): Promise<void> {
  sayFailures(terminal, outcome.failures);
  if (hasOption(given, 'quiet')) return;
  sayFailures(terminal, outcome.skipped);
  const counts = countsText([
    [outcome.added, 'added'],
    [outcome.updated, 'changed'],
    [outcome.renamed, 'renamed'],
    [outcome.unchanged, 'unchanged'],
    [outcome.removed, 'removed'],
    [outcome.failures.length, 'failed'],
  ]);
  const seen = outcome.seen.toLocaleString('en');
  await terminal.write(
    `${seen} bundles: ${counts || 'none'}, in ${outcome.seconds.toFixed(1)} s\n`,
  );
}
