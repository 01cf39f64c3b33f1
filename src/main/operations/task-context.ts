import { ArchiveError } from '#contract/archive-error.ts';
import type { JobFailure } from '#contract/operations.ts';

export interface TaskProgress {
  done: number;
  /** Null while still being counted. */
  total: number | null;
  /** The file in hand. */
  current: string | null;
}

/** What long work is given as its last argument: how to tell where it is, and when to stop or wait. */
export interface TaskContext {
  /** Aborted with `cancelled` as its reason: `throwIfAborted` says the right thing. */
  readonly signal: AbortSignal;
  report(progress: TaskProgress): void;
  /** One file that failed or was skipped; the work goes on. */
  fail(failure: JobFailure): void;
  /** Rows of an archive were committed: whoever shows it may look again. */
  changed(): void;
  /** Settles at once, or when a paused task goes on; rejects with `cancelled` when it is not to go on. */
  ready(): Promise<void>;
}

export interface TaskListener {
  progress?(progress: TaskProgress): void;
  failure?(failure: JobFailure): void;
  changed?(): void;
}

/** The other end of a `TaskContext`. */
export interface TaskControl {
  readonly task: TaskContext;
  readonly isPaused: boolean;
  pause(): void;
  resume(): void;
  cancel(): void;
}

export function createTask(listener: TaskListener = {}): TaskControl {
  const controller = new AbortController();
  let waiting: (() => void)[] = [];
  let isPaused = false;

  const task: TaskContext = {
    signal: controller.signal,
    report: (progress) => listener.progress?.(progress),
    fail: (failure) => listener.failure?.(failure),
    changed: () => listener.changed?.(),
    async ready() {
      while (isPaused) await new Promise<void>((resolve) => waiting.push(resolve));
      controller.signal.throwIfAborted();
    },
  };

  function letGo() {
    isPaused = false;
    for (const go of waiting) go();
    waiting = [];
  }

  return {
    task,
    get isPaused() {
      return isPaused;
    },
    pause() {
      isPaused = !controller.signal.aborted;
    },
    resume: letGo,
    cancel() {
      controller.abort(new ArchiveError('cancelled', 'cancelled'));
      letGo();
    },
  };
}
