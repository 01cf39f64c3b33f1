import { ArchiveError, describeFailure } from '#contract/archive-error.ts';
import type { Job, JobFailure, JobId, JobResult } from '#contract/operations.ts';
import type { AppState } from '../store/app-state/open-state.ts';
import { saveJobFailures } from '../store/app-state/saved-jobs.ts';
import { createProgressRate } from './progress-rate.ts';
import { asRefusal } from './refusal.ts';
import {
  createTask,
  type TaskContext,
  type TaskControl,
  type TaskProgress,
} from './task-context.ts';
import { createThrottle } from './throttle.ts';

export interface JobOutcome {
  result: JobResult;
  /** Everything that failed or was passed over. */
  failures: JobFailure[];
}

/** One start of a job. */
export interface JobRun {
  readonly control: TaskControl;
  /** So far; in the end all of them. */
  readonly failures: JobFailure[];
  resume(): void;
  /** Settles when the work has ended; never rejects. */
  readonly ended: Promise<void>;
}

export interface JobRunOptions {
  state: AppState;
  job: JobId;
  now(): number;
  work(task: TaskContext): Promise<JobOutcome>;
  changed(): void;
  progress(facts: Partial<Job>): void;
  end(facts: Partial<Job>): void;
}

/** At most five a second: more than an eye can follow. */
const MILLISECONDS_BETWEEN_REPORTS = 200;

export function createJobRun(options: JobRunOptions): JobRun {
  const rate = createProgressRate(options.now);
  const failures: JobFailure[] = [];
  let latest: TaskProgress = { done: 0, total: null, current: null };
  const reports = createThrottle(MILLISECONDS_BETWEEN_REPORTS, () => options.progress(facts()));
  const control = createTask({
    progress(progress) {
      latest = progress;
      if (progress.total !== null) rate.add(progress.done);
      reports.call();
    },
    failure(failure) {
      failures.push(failure);
      reports.call();
    },
    changed: options.changed,
  });

  return {
    control,
    failures,
    resume() {
      rate.restart();
      control.resume();
    },
    ended: work(),
  };

  async function work() {
    const ending = await attempt();
    reports.stop();
    saveJobFailures(options.state, options.job, failures);
    options.end({ ...facts(), ...ending });
  }

  async function attempt(): Promise<Partial<Job>> {
    try {
      // The job is on the list before its work begins.
      await Promise.resolve();
      const outcome = await options.work(control.task);
      failures.splice(0, failures.length, ...outcome.failures);
      return { state: 'done', result: outcome.result, error: null };
    } catch (thrown) {
      const error = asRefusal(thrown);
      if (error instanceof ArchiveError && error.code === 'cancelled')
        return { state: 'cancelled' };
      if (!(error instanceof ArchiveError)) console.error('a job failed:', error);
      return { state: 'failed', error: describeFailure(error) };
    }
  }

  function facts(): Partial<Job> {
    const { done, total, current } = latest;
    const perSecond = control.isPaused ? null : rate.perSecond();
    const left = total === null || !perSecond ? null : (total - done) / perSecond;
    return { done, total, current, rate: perSecond, secondsLeft: left, failures: failures.length };
  }
}
