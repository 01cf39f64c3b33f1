import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import type { EngineOptions } from '#contract/host-operations.ts';
import type { Engine, EngineEvent, Job, JobId } from '#contract/operations.ts';
import { createEngine, type RunningEngine } from '#main/operations/engine.ts';
import { demoFolder } from './demo-bundles.ts';

/** An engine for every test, with its state in `<folder>/state` and `<folder>/root` to browse; closed after it. */
export interface TestEngine {
  readonly engine: Engine;
  readonly running: RunningEngine;
  readonly events: EngineEvent[];
  /** The job when it has ended, one way or another. */
  ended(job: JobId | null): Promise<Job>;
  /** As if the app was closed and started again. */
  restart(options?: Partial<EngineOptions>): Promise<void>;
}

export function runningEngine(folder: { at(...parts: string[]): string }): TestEngine {
  let running: RunningEngine;
  let events: EngineEvent[];

  function start(options: Partial<EngineOptions> = {}) {
    const stateFolder = folder.at('state');
    running = createEngine({
      stateFolder,
      demoFolder,
      roots: [folder.at('root')],
      threads: 2,
      ...options,
    });
    events = [];
    running.subscribe((event) => events.push(event));
  }

  beforeEach(async () => {
    await cp(join(demoFolder, 'sweep_b'), folder.at('root/sweep'), { recursive: true });
    start();
  });
  afterEach(() => running.close());

  return {
    get engine() {
      return running.engine;
    },
    get running() {
      return running;
    },
    get events() {
      return events;
    },
    async restart(options) {
      await running.close();
      start(options);
    },
    async ended(id) {
      const now = (await running.engine.listJobs({})).find((job) => job.job === id);
      if (now === undefined) throw new Error(`no job ${id}`);
      if (hasEnded(now)) return now;
      return new Promise((resolve) => {
        const stop = running.subscribe((event) => {
          if (event.type !== 'job' || event.job.job !== id || !hasEnded(event.job)) return;
          stop();
          resolve(event.job);
        });
      });
    },
  };
}

function hasEnded({ state }: Job): boolean {
  return ['done', 'failed', 'cancelled', 'interrupted'].includes(state);
}
