import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { importIntoTiered } from '../../../operations/import-into-tiered.ts';
import { becomesTiered } from '../../../operations/settings.ts';
import type { TiedCode } from '../../../operations/tie-code.ts';
import { stateFolder } from '../../app-files.ts';
import type { CommandContext } from '../command-context.ts';
import { exitCodes } from '../exit-code.ts';
import { hasOption, textOption, wholeOption } from '../option-values.ts';
import { onOneLine } from '../output/text-width.ts';
import { writeJson } from '../output/write-json.ts';
import { countsText, failureAsJson, resultAsJson, runTask, sayFailures } from '../run-task.ts';
import type { Terminal } from '../terminal.ts';
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
  const { failures, missing, renames, code, proof, sourceBytes } = outcome;
  const exitCode = failures.length > 0 ? exitCodes.partlyDone : exitCodes.done;
  if (hasOption(given, 'json')) {
    await writeJson(terminal, {
      ...resultAsJson(outcome, failures),
      missing: missing.map(failureAsJson),
      renamed_on_import: renames,
      ...codeAsJson(code),
      proof,
      sourceBytes,
    });
    return exitCode;
  }
  sayFailures(terminal, [...failures, ...missing]);
  if (hasOption(given, 'quiet')) return exitCode;
  const counts = countsText([
    [outcome.added, 'imported'],
    [outcome.unchanged, 'there already'],
    [failures.length, 'failed'],
  ]);
  sayRenames(terminal, renames);
  await terminal.write(`${outcome.seen.toLocaleString('en')} bundles: ${counts || 'none'}\n`);
  await sayTied(terminal, code);
  return exitCode;
}

/** What became of the source code with backtests that were there already. */
export function codeAsJson(code: TiedCode | null): { code?: { tied: number; keep_other: number } } {
  return code === null ? {} : { code: { tied: code.tied, keep_other: code.keepOther } };
}

export async function sayTied(terminal: Terminal, code: TiedCode | null): Promise<void> {
  const said = countsText([
    [code?.tied ?? 0, 'that were there got the source code'],
    [code?.keepOther ?? 0, 'keep the source code they came with'],
  ]);
  if (said !== '') await terminal.write(`${said}\n`);
}

export function sayRenames(terminal: Terminal, renames: readonly { from: string; to: string }[]) {
  for (const { from, to } of renames) {
    terminal.say(`${onOneLine(from)} is now ${onOneLine(to)}: its name was taken\n`);
  }
}
