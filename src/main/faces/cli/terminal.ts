import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { ArchiveError } from '#contract/archive-error.ts';

/** Where a command writes. Tests give their own; `main` gives the process's. */
export interface Terminal {
  /** Results. Resolves when there is room again, so that a slow reader holds the writer back. */
  write(text: string): Promise<void>;
  /** Everything else: progress, failures, closing words. */
  say(text: string): void;
  /** Results that are still held back go out. */
  flush(): void;
  /** Columns when results go to a terminal; null in a pipe or file. */
  readonly width: number | null;
  /** Columns of the terminal for progress; null where nobody watches. */
  readonly progressWidth: number | null;
  /** Aborts with Ctrl-C, or when the process is told to end. */
  readonly signal: AbortSignal;
}

/** Columns of a terminal that does not tell. */
const USUAL_WIDTH = 80;
/** Characters that are held back: one write for a thousand rows. */
const HELD_BACK = 64 * 1024;

/** Throws `cancelled` in the middle of a long output. */
export function processTerminal(signal: AbortSignal): Terminal {
  const { stdout, stderr } = process;
  let held = '';
  // A reader that has seen enough, such as head, closes the pipe: that is no failure.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    throw error;
  });

  function writeHeld(): boolean {
    const hasRoom = held === '' || stdout.write(held);
    held = '';
    return hasRoom;
  }

  return {
    async write(text) {
      held += text;
      if (held.length < HELD_BACK) return;
      if (!writeHeld()) await once(stdout, 'drain');
      // A turn of the event loop, or Ctrl-C would not be noticed before the end.
      await setImmediate();
      if (signal.aborted) throw new ArchiveError('cancelled', 'cancelled');
    },
    say(text) {
      writeHeld();
      stderr.write(text);
    },
    flush: () => void writeHeld(),
    width: stdout.isTTY ? stdout.columns || USUAL_WIDTH : null,
    progressWidth: stderr.isTTY ? stderr.columns || USUAL_WIDTH : null,
    signal,
  };
}
