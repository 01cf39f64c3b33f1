import { resolve } from 'node:path';
import { upgradeFile } from '../../../operations/upgrade-file.ts';
import type { Command } from '../command-context.ts';
import { exitCodes } from '../exit-code.ts';
import { requirePath } from '../open-named-archive.ts';
import { hasOption } from '../option-values.ts';
import { formatBytes } from '../output/format-cell.ts';
import { writeJson } from '../output/write-json.ts';

export const runUpgrade: Command = async (context) => {
  const { given, terminal } = context;
  const target = resolve(given.words[1] as string);
  const overwrite = hasOption(given, 'overwrite');
  const { from, to, bytes } = await upgradeFile(resolve(requirePath(context, 0)), target, {
    overwrite,
  });
  if (hasOption(given, 'json')) await writeJson(terminal, { written: target, from, to, bytes });
  else if (!hasOption(given, 'quiet')) await terminal.write(`${formatBytes(bytes)} in ${target}\n`);
  return exitCodes.done;
};
