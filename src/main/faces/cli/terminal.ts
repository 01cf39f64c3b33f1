import { once } from 'node:events';

/** Where a command writes. Tests give their own; `main` gives the process's. */
export interface Terminal {
  /** Results. Resolves when there is room again, so that a slow reader holds the writer back. */
  write(text: string): Promise<void>;
  /** Everything else: progress, failures, closing words. */
  say(text: string): void;
  /** Columns when results go to a terminal; null in a pipe or file. */
  readonly width: number | null;
  /** Columns of the terminal for progress; null where nobody watches. */
  readonly progressWidth: number | null;
  /** Aborts with Ctrl-C, or when the process is told to end. */
  readonly signal: AbortSignal;
}

/** Columns of a terminal that does not tell. */
const USUAL_WIDTH = 80;

export function processTerminal(signal: AbortSignal): Terminal {
  const { stdout, stderr } = process;
  // A reader that has seen enough, such as head, closes the pipe: that is no failure.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    throw error;
  });
  return {
    async write(text) {
      if (!stdout.write(text)) await once(stdout, 'drain');
    },
    say: (text) => void stderr.write(text),
    width: stdout.isTTY ? stdout.columns || USUAL_WIDTH : null,
    progressWidth: stderr.isTTY ? stderr.columns || USUAL_WIDTH : null,
    signal,
  };
}
