import { resolve } from 'node:path';
import { ArchiveError } from '#contract/archive-error.ts';
import { verifyArchive } from '../../../operations/verify-archive.ts';
import type { VerifyRequest } from '../../../operations/verify-request.ts';
import type { Command, CommandContext } from '../command-context.ts';
import { exitCodes } from '../exit-code.ts';
import { requirePath } from '../open-named-archive.ts';
import { hasOption, wholeOption } from '../option-values.ts';
import { writeJson } from '../output/write-json.ts';
import { failureAsJson, runTask, sayFailures } from '../run-task.ts';
import { UsageError } from '../usage-error.ts';

export const runVerify: Command = async (context) => {
  const { given, terminal } = context;
  const root = resolve(requirePath(context, 0));
  const request = { root, depth: depthOf(context), threads: wholeOption(given, 'jobs', 1) ?? 0 };
  let outcome: Awaited<ReturnType<typeof verifyArchive>>;
  try {
    outcome = await runTask(context, 'Verifying', (task) => verifyArchive(request, task));
  } catch (error) {
    if (!(error instanceof ArchiveError) || error.code === 'cancelled') throw error;
    terminal.say(`could not be checked: ${error.message} (${error.code})\n${error.advice}\n`);
    return exitCodes.locked;
  }
  const { checked, damaged, missing } = outcome;
  const exitCode = damaged.length > 0 ? exitCodes.failed : exitCodes.done;
  if (hasOption(given, 'json')) {
    const [broken, absent] = [damaged, missing].map((list) => list.map(failureAsJson));
    await writeJson(terminal, { checked, damaged: broken, missing: absent });
    return exitCode;
  }
  sayFailures(terminal, [...damaged, ...missing]);
  if (!hasOption(given, 'quiet')) {
    const harm = damaged.length === 0 ? 'no damage' : `${damaged.length} damaged`;
    const found = missing.length === 0 ? harm : `${harm}, ${missing.length} price files missing`;
    await terminal.write(`${checked.toLocaleString('en')} files checked: ${found}\n`);
  }
  return exitCode;
};

function depthOf({ given }: CommandContext): VerifyRequest['depth'] {
  const percent = wholeOption(given, 'sample', 1);
  const said = [hasOption(given, 'quick'), percent !== null, hasOption(given, 'full')];
  if (said.filter(Boolean).length > 1) {
    throw new UsageError('one of --quick, --sample and --full', given.command);
  }
  if (percent !== null && percent > 100) {
    throw new UsageError(`--sample ${percent}: percent, at most 100`, given.command);
  }
  if (percent !== null) return { kind: 'sample', percent };
  return { kind: hasOption(given, 'full') ? 'full' : 'quick' };
}
