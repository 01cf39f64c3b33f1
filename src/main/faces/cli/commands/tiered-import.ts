import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { importIntoTiered } from '../../../operations/import-into-tiered.ts';
import { becomesTiered } from '../../../operations/settings.ts';
import { stateFolder } from '../../app-files.ts';
import type { CommandContext } from '../command-context.ts';
import { exitCodes } from '../exit-code.ts';
import { hasOption, textOption, wholeOption } from '../option-values.ts';
import { writeJson } from '../output/write-json.ts';
import { countsText, resultAsJson, runTask, sayFailures } from '../run-task.ts';
import { UsageError } from '../usage-error.ts';

/** What a folder is goes before what `--store` says, and that before the settings: they are for new ones. */
export async function isTiered({ given }: CommandContext, folder: string): Promise<boolean> {
  const store = textOption(given, 'store');
  if (store !== null && store !== 'local-dir' && store !== 'local-tiered') {
    throw new UsageError(`--store ${store}: local-dir or local-tiered is needed`, given.command);
  }
  const isOne = existsSync(join(folder, 'archive.json'));
  if (isOne && store === 'local-dir') {
    throw new UsageError(`${folder} is a tiered archive, not a folder of bundles`, given.command);
  }
  if (store !== null) return isOne || store === 'local-tiered';
  return isOne || (await becomesTiered(folder, stateFolder()));
}

/** The folder named by `--code`, absolute; null where none is. */
export function codeFolder({ given }: CommandContext): string | null {
  const code = textOption(given, 'code');
  if (code === null) return null;
  if (existsSync(code)) return resolve(code);
  throw new UsageError(`--code: there is no folder ${code}`, given.command);
}

export async function runTieredImport(
  context: CommandContext,
  root: string,
  sources: string[],
): Promise<number> {
  const { given, terminal } = context;
  const threads = wholeOption(given, 'jobs', 1) ?? 0;
  const outcome = await runTask(context, 'Importing', (task) =>
    importIntoTiered({ root, sources, threads, code: codeFolder(context) }, task),
  );
  const { failures, proof, sourceBytes } = outcome;
  const exitCode = failures.length > 0 ? exitCodes.partlyDone : exitCodes.done;
  if (hasOption(given, 'json')) {
    await writeJson(terminal, { ...resultAsJson(outcome, failures), proof, sourceBytes });
    return exitCode;
  }
  sayFailures(terminal, failures);
  if (hasOption(given, 'quiet')) return exitCode;
  const counts = countsText([
    [outcome.added, 'imported'],
    [outcome.unchanged, 'there already'],
    [failures.length, 'failed'],
  ]);
  await terminal.write(`${outcome.seen.toLocaleString('en')} bundles: ${counts || 'none'}\n`);
  return exitCode;
}
