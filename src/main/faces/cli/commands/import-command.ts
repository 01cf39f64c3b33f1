import { resolve } from 'node:path';
import { importBundles } from '../../../operations/import-bundles.ts';
import type { Command } from '../command-context.ts';
import { exitCodes } from '../exit-code.ts';
import { requirePath } from '../open-named-archive.ts';
import { hasOption, wholeOption } from '../option-values.ts';
import { writeJson } from '../output/write-json.ts';
import { countsText, failureAsJson, resultAsJson, runTask, sayFailures } from '../run-task.ts';
import { UsageError } from '../usage-error.ts';
import { isTiered, runTieredImport, sayRenames } from './tiered-import.ts';

export const runImport: Command = async (context) => {
  const { given, terminal } = context;
  const [folder, ...rest] = given.words as [string, ...string[]];
  if (rest.length === 0) throw new UsageError('there is nothing to import', given.command);
  const sources = rest.map((_source, at) => resolve(requirePath(context, at + 1)));
  if (await isTiered(context, resolve(folder))) {
    return runTieredImport(context, resolve(folder), sources);
  }
  if (hasOption(given, 'code')) {
    throw new UsageError('--code goes with a tiered archive (--store local-tiered)', given.command);
  }
  const outcome = await runTask(context, 'Importing', (task) =>
    importBundles(
      { folder: resolve(folder), sources, threads: wholeOption(given, 'jobs', 1) ?? 0 },
      task,
    ),
  );
  const { failures, missing, renames } = outcome;
  const exitCode = failures.length > 0 ? exitCodes.partlyDone : exitCodes.done;
  if (hasOption(given, 'json')) {
    const result = resultAsJson(outcome, failures);
    await writeJson(terminal, {
      ...result,
      missing: missing.map(failureAsJson),
      renamed_on_import: renames,
    });
    return exitCode;
  }
  sayFailures(terminal, [...failures, ...missing]);
  if (hasOption(given, 'quiet')) return exitCode;
  sayRenames(terminal, renames);
  const counts = countsText([
    [outcome.added, 'imported'],
    [outcome.unchanged, 'there already'],
    [failures.length, 'failed'],
  ]);
  await terminal.write(`${outcome.seen.toLocaleString('en')} bundles: ${counts || 'none'}\n`);
  return exitCode;
};
