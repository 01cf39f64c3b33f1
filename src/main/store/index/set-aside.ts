import { existsSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';

/**
 * Moves a database that is in the way to a name beside it that is free, and gives that name: what is not
 * ours is never deleted.
 */
export function setAsideFile(file: string, why: 'reference' | 'damaged'): string {
  const target = freeName(file, why);
  renameSync(file, target);
  // The log belongs to the database and moves along; the shared memory is made again when needed.
  if (existsSync(`${file}-wal`)) renameSync(`${file}-wal`, `${target}-wal`);
  rmSync(`${file}-shm`, { force: true });
  return target;
}

function freeName(file: string, why: string): string {
  const extension = extname(file);
  const stem = join(dirname(file), basename(file, extension));
  for (let count = 1; ; count += 1) {
    const candidate = `${stem}.${why}${count === 1 ? '' : `-${count}`}${extension}`;
    if (!existsSync(candidate)) return candidate;
  }
}
