import { statfsSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { ArchiveError } from '#contract/archive-error.ts';
import type { ErrorCode } from '#contract/reply.ts';

/** What SQLite's result codes mean to the user. The first prefix that fits wins. */
const meanings: readonly [prefix: string, code: ErrorCode, message: string][] = [
  ['SQLITE_BUSY', 'archive-locked', 'another process is writing the index'],
  ['SQLITE_LOCKED', 'archive-locked', 'another process is writing the index'],
  ['SQLITE_CORRUPT', 'index-damaged', 'the index is damaged'],
  ['SQLITE_NOTADB', 'index-damaged', 'this is no SQLite database'],
  ['SQLITE_FORMAT', 'index-damaged', 'the index is damaged'],
  ['SQLITE_FULL', 'disk-full', 'the disk is full'],
  // A log needs memory that is shared through a file, which a full disk has no room for.
  ['SQLITE_IOERR_SHM', 'disk-full', 'the disk is full'],
  ['SQLITE_IOERR', 'io-error', 'the index could not be read or written'],
  ['SQLITE_READONLY', 'no-permission', 'the index cannot be written'],
  ['SQLITE_CANTOPEN', 'no-permission', 'the index cannot be opened'],
  ['SQLITE_PERM', 'no-permission', 'the index cannot be opened'],
  ['SQLITE_AUTH', 'no-permission', 'the index cannot be opened'],
];

const full = ['', 'disk-full', 'the disk is full'] as const;
/** XFS makes 64 inodes at once, and none where there is no room for them. */
const roomForFiles = 1024 ** 2;

/** SQLite does not say why a file could not be made; on some disks a full one makes none. */
function mayBeFull({ code }: { code: string }, file: string): boolean {
  if (!code.startsWith('SQLITE_CANTOPEN')) return false;
  try {
    const { bavail, bsize } = statfsSync(dirname(file));
    return bavail * bsize < roomForFiles;
  } catch {
    return false;
  }
}

/** The tables are not those we make: somebody else changed them. */
const otherTables = /^no such (?:table|column)|has no column named/;

/** The failure as the user can be told of it; anything but a failure of SQLite is given back as it is. */
export function sqliteFailure(error: unknown, file: string): unknown {
  if (!(error instanceof SqliteDatabase.SqliteError)) return error;
  const known = meanings.find(([prefix]) => error.code.startsWith(prefix));
  const meaning = known !== undefined && mayBeFull(error, file) ? full : known;
  const isOther = error.code === 'SQLITE_ERROR' && otherTables.test(error.message);
  if (!meaning && !isOther) return error;
  const [, code, message] = meaning ?? ['', 'index-damaged', 'the index lacks a table or column'];
  return new ArchiveError(code, `${message}: ${error.message}`, {
    file: basename(file),
    cause: error,
  });
}

/** Runs SQLite work on an index file, its failures put as above. */
export function withSqliteFailures<Result>(file: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw sqliteFailure(error, file);
  }
}
