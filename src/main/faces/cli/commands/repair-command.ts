import { resolve } from 'node:path';
import { repairArchive } from '../../../operations/repair-archive.ts';
import type { Command } from '../command-context.ts';
import { exitCodes } from '../exit-code.ts';
import { requirePath } from '../open-named-archive.ts';
import { hasOption } from '../option-values.ts';
import { onOneLine } from '../output/text-width.ts';
import { writeJson } from '../output/write-json.ts';
import { failureAsJson, runTask, sayFailures } from '../run-task.ts';

export const runRepair: Command = async (context) => {
  const { given, terminal } = context;
  const root = resolve(requirePath(context, 0));
  const from = (given.options.get('from') ?? []).map((path) => resolve(path));
  const isDryRun = hasOption(given, 'dry-run');
  const { restored, reimported, damaged } = await runTask(context, 'Repairing', (task) =>
    repairArchive({ root, from, isDryRun }, task),
  );
  const exitCode = damaged.length > 0 ? exitCodes.partlyDone : exitCodes.done;
  if (hasOption(given, 'json')) {
    await writeJson(terminal, { restored, reimported, damaged: damaged.map(failureAsJson) });
    return exitCode;
  }
  sayFailures(terminal, damaged);
  if (hasOption(given, 'quiet')) return exitCode;
  for (const file of [...restored, ...reimported]) terminal.say(`${onOneLine(file)}\n`);
  const verb = isDryRun ? 'could be' : 'were';
  await terminal.write(
    `${restored.length} files and ${reimported.length} backtests ${verb} put right, ${damaged.length} are still damaged\n`,
  );
  return exitCode;
};
