import type { ErrorCode, Failure } from '#contract/reply.ts';
import type { IndexReader, IndexWriter } from './index-handle.ts';
import { withSqliteFailures } from './sqlite-failure.ts';

/** A file the index knows, to compare with the disk. */
export interface KnownFile {
  handle: string;
  /** `folder/fileName`, relative to the archive. */
  path: string;
  mtimeNs: bigint;
  size: number;
  /** Null for a file that could not be read. */
  bundleId: string | null;
}

/** Every file of the index, those that failed too. */
export function readKnownFiles(index: IndexReader | IndexWriter): KnownFile[] {
  return withSqliteFailures(index.file, () => {
    // Nanoseconds since 1970 need more than the 53 bits of a number.
    const rows = index.db
      .prepare(
        `SELECT handle, iif(folder = '', file_name, folder || '/' || file_name), mtime_ns, file_size, bundle_id
         FROM backtests
         UNION ALL SELECT handle, path, mtime_ns, size, NULL FROM failures`,
      )
      .raw()
      .safeIntegers()
      .all() as [string, string, bigint, bigint, string | null][];
    return rows.map(([handle, path, mtimeNs, size, bundleId]) => {
      return { handle, path, mtimeNs, size: Number(size), bundleId };
    });
  });
}

/** What could not be read when it was last looked at, by path. */
export function readFailures(
  index: IndexReader,
  window: { offset: number; limit: number },
): { total: number; failures: (Failure & { file: string })[] } {
  return withSqliteFailures(index.file, () => {
    const total = index.db.prepare('SELECT count(*) FROM failures').pluck().get() as number;
    const rows = index.db
      .prepare(
        'SELECT path, code, message, at, advice FROM failures ORDER BY path LIMIT ? OFFSET ?',
      )
      .raw()
      .all(window.limit, window.offset) as [
      string,
      ErrorCode,
      string,
      number | null,
      string | null,
    ][];
    const failures = rows.map(([file, code, message, offset, advice]) => ({
      file,
      code,
      message,
      ...(offset === null ? {} : { offset }),
      ...(advice === null ? {} : { advice }),
    }));
    return { total, failures };
  });
}
