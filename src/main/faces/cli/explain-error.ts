import { ArchiveError } from '#contract/archive-error.ts';
import { caretLines } from '#contract/filter/filter-error.ts';
import { exitCodeOf, exitCodes } from './exit-code.ts';
import { onOneLine } from './output/text-width.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** Says on standard error what happened, to which file, and what to do; resolves to the exit code. */
export function explainError(
  error: unknown,
  program: string,
  argv: readonly string[],
  terminal: Terminal,
): number {
  if (error instanceof UsageError) {
    const about = error.command === null ? '' : ` ${error.command}`;
    terminal.say(`${program}: ${error.message}\nSee ${program} help${about}.\n`);
    return exitCodes.wrongUsage;
  }
  if (error instanceof ArchiveError) {
    terminal.say(`${program}: ${explanation(error, argv)}\n`);
    return exitCodeOf(error.code);
  }
  const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
  terminal.say(`${program}: unexpected failure; please report it with these lines:\n${details}\n`);
  return exitCodes.failed;
}

function explanation(error: ArchiveError, argv: readonly string[]): string {
  if (error.code === 'cancelled') return 'cancelled; what was done is kept';
  const file = error.file !== undefined && !error.message.includes(error.file) ? error.file : '';
  const lines = [onOneLine(file === '' ? error.message : `${file}: ${error.message}`)];
  const filter = givenFilter(argv);
  const isInFilter = error.offset !== undefined && error.file === undefined && filter !== null;
  if (isInFilter) lines.push(caretLines(filter, error.offset as number));
  lines.push(onOneLine(error.advice));
  return lines.join('\n');
}

/** The offset of a failure without a file is one into the filter. */
function givenFilter(argv: readonly string[]): string | null {
  const at = argv.findIndex((arg) => /^--(filter|where)(=|$)/.test(arg));
  const arg = argv[at];
  if (arg === undefined) return null;
  return arg.includes('=') ? arg.slice(arg.indexOf('=') + 1) : (argv[at + 1] ?? null);
}
