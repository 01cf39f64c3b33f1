import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { collectGarbage } from '../../../operations/collect-garbage.ts';
import type { Command, CommandContext } from '../command-context.ts';
import { exitCodes } from '../exit-code.ts';
import { requirePath } from '../open-named-archive.ts';
import { hasOption } from '../option-values.ts';
import { formatBytes } from '../output/format-cell.ts';
import { writeJson } from '../output/write-json.ts';
import { runTask } from '../run-task.ts';
import { UsageError } from '../usage-error.ts';

export const runGc: Command = async (context) => {
  const { given, terminal } = context;
  const root = resolve(requirePath(context, 0));
  const isDryRun = hasOption(given, 'dry-run');
  const withoutWaiting = hasOption(given, 'now');
  if (isPlainFolder(root)) return collectFromFolder(context, root, isDryRun);
  if (withoutWaiting && !isDryRun && !hasOption(given, 'i-know')) {
    throw new UsageError('--now makes deletions final: say --i-know as well', given.command);
  }
  const outcome = await runTask(context, 'Collecting', (task) =>
    collectGarbage({ root, isDryRun, withoutWaiting }, task),
  );
  if (hasOption(given, 'json')) {
    await writeJson(terminal, outcome);
    return exitCodes.done;
  }
  if (hasOption(given, 'quiet')) return exitCodes.done;
  const { trashed, waiting, emptied } = outcome;
  const verb = isDryRun ? 'would go' : 'went';
  await terminal.write(
    `${said(trashed)} ${verb} to the trash, ${said(waiting)} wait; of the trash ${emptied.files.toLocaleString('en')} files (${formatBytes(emptied.bytes)}) ${verb} for good\n`,
  );
  return exitCodes.done;
};

/** A tiered archive that lost its first file is no folder of bundles: it is refused as what it is. */
function isPlainFolder(root: string): boolean {
  const parts = ['archive.json', 'manifests', 'parquet'];
  return existsSync(root) && !parts.some((name) => existsSync(join(root, name)));
}

/** Of a folder of bundles: price files that nothing refers to. */
async function collectFromFolder(
  context: CommandContext,
  root: string,
  isDryRun: boolean,
): Promise<number> {
  const { given, terminal } = context;
  const { collectPrices } = await import('../../../operations/collect-prices.ts');
  const outcome = await runTask(context, 'Collecting', (task) =>
    collectPrices({ root, isDryRun }, task),
  );
  if (hasOption(given, 'json')) await writeJson(terminal, outcome);
  else if (!hasOption(given, 'quiet')) {
    const verb = isDryRun ? 'would go' : 'went';
    await terminal.write(`${said(outcome.trashed)} ${verb} to .strata-trash\n`);
  }
  return exitCodes.done;
}

function said(files: readonly { bytes: number }[]): string {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return `${files.length.toLocaleString('en')} files (${formatBytes(bytes)})`;
}
