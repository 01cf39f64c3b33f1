import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ArchiveError } from '#contract/archive-error.ts';
import { takeWriterLock, type WriterLock } from '../store/files/writer-lock.ts';

/** Says of an engine whether it still runs: it holds a lock that the system frees when it ends. */
export interface EngineLocks {
  hold(engine: string): WriterLock;
  isRunning(engine: string): boolean;
}

export function createEngineLocks(folder: string): EngineLocks {
  mkdirSync(folder, { recursive: true });
  return {
    hold(engine) {
      const lock = takeWriterLock(join(folder, engine), engine);
      return {
        release() {
          lock.release();
          rmSync(join(folder, `${engine}.lock`), { force: true });
        },
      };
    },
    isRunning(engine) {
      try {
        takeWriterLock(join(folder, engine), engine).release();
        rmSync(join(folder, `${engine}.lock`), { force: true });
        return false;
      } catch (error) {
        if (error instanceof ArchiveError && error.code === 'archive-locked') return true;
        throw error;
      }
    },
  };
}
