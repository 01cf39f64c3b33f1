import type { IndexWriter } from '../store/index/open-index.ts';
import { type IndexChange, writeChanges } from '../store/index/write-rows.ts';
import type { TaskContext } from './task-context.ts';

/** Changes on their way into the index, committed together. */
export interface RowBatch {
  add(change: IndexChange): void;
  /** Commits when enough is waiting, or when it has waited long enough to be worth showing. */
  writeIfDue(): void;
  write(): void;
}

/** A commit costs about as much as two rows; a larger batch would hold up the table of the same thread. */
const ENOUGH_CHANGES = 128;
const LONG_ENOUGH_MILLISECONDS = 100;

export function createRowBatch(writer: IndexWriter, task: TaskContext): RowBatch {
  let waiting: IndexChange[] = [];
  let writtenAt = 0;

  function write() {
    if (waiting.length === 0) return;
    const changes = waiting;
    waiting = [];
    writeChanges(writer, changes);
    writtenAt = performance.now();
    task.changed();
  }

  return {
    add: (change) => waiting.push(change),
    writeIfDue() {
      const isOld = performance.now() - writtenAt >= LONG_ENOUGH_MILLISECONDS;
      if (isOld || waiting.length >= ENOUGH_CHANGES) write();
    },
    write,
  };
}
