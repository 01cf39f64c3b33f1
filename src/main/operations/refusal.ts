import { basename } from 'node:path';
import { asDiskFailure } from '../store/durable/disk-failure.ts';
import { sqliteFailure } from '../store/index/sqlite-failure.ts';

/**
 * What the disk or SQLite refused in the middle of anything, as a failure the user can act on; any other error
 * is given back as it is. Every door of the engine asks it, so that no verb has to foresee where a disk is full.
 */
export function asRefusal(error: unknown): unknown {
  const { path } = (error ?? {}) as NodeJS.ErrnoException;
  const name = typeof path === 'string' ? basename(path) : 'a file of the archive';
  return asDiskFailure(sqliteFailure(error, 'index.sqlite'), name);
}
