import type { JobFailure, JobResult } from '#contract/operations.ts';
import { createTask, type TaskContext } from '../../operations/task-context.ts';
import type { CommandContext } from './command-context.ts';
import { onOneLine } from './output/text-width.ts';
import { createProgressLine } from './progress-line.ts';
import type { Terminal } from './terminal.ts';

/** Runs long work with progress on the terminal; Ctrl-C cancels it. */
export async function runTask<Outcome>(
  context: CommandContext,
  verb: string,
  work: (task: TaskContext) => Promise<Outcome>,
): Promise<Outcome> {
  const line = createProgressLine(context, verb);
  const control = createTask({ progress: (progress) => line.show(progress) });
  const cancel = () => control.cancel();
  const { signal } = context.terminal;
  if (signal.aborted) cancel();
  signal.addEventListener('abort', cancel);
  try {
    return await work(control.task);
  } finally {
    signal.removeEventListener('abort', cancel);
    line.clear();
  }
}

/** What scripts get from `index` and `import`. */
export function resultAsJson(result: JobResult, failures: readonly JobFailure[]) {
  const { seen, added, unchanged, updated, renamed, removed, seconds } = result;
  return {
    seen,
    added,
    unchanged,
    updated,
    renamed,
    removed,
    failed: failures.map(failureAsJson),
    seconds,
  };
}

export function failureAsJson({ file, code, message, advice, offset }: JobFailure) {
  return {
    file,
    code,
    message,
    ...(offset === undefined ? {} : { offset }),
    ...(advice === undefined ? {} : { advice }),
  };
}

export function sayFailures(terminal: Terminal, failures: readonly JobFailure[]): void {
  for (const { file, code, message } of failures) {
    terminal.say(`${onOneLine(file)}: ${onOneLine(message)} (${code})\n`);
  }
}

/** `3 added, 80 unchanged`: what is zero is left out. */
export function countsText(counts: readonly (readonly [number, string])[]): string {
  const said = counts.filter(([count]) => count > 0);
  return said.map(([count, what]) => `${count.toLocaleString('en')} ${what}`).join(', ');
}
