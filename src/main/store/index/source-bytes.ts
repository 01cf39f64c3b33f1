import type { IndexReader } from './index-handle.ts';
import { withSqliteFailures } from './sqlite-failure.ts';

/** Bytes of all bundles, as they were when they were indexed. */
export function readSourceBytes(index: IndexReader): number {
  return withSqliteFailures(
    index.file,
    () => index.db.prepare('SELECT total(file_size) FROM backtests').pluck().get() as number,
  );
}
