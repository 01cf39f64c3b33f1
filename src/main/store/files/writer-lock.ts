import { lstatSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename } from 'node:path';
import Database from 'better-sqlite3';
import { ArchiveError } from '#contract/archive-error.ts';
import { asFileFailure, systemCodeOf } from './file-failure.ts';

/** Held while one process writes; the system frees it when the process ends, however it ends. */
export interface WriterLock {
  release(): void;
}

/**
 * Takes the one writer's place, or throws `archive-locked` naming who has it. `<file>.lock` is a SQLite
 * file under an exclusive transaction (reliability.md §3.10); who holds it stands beside it, for the
 * message only: reading the locked file itself would, on POSIX, drop the lock of a thread of this process.
 */
export function takeWriterLock(file: string, name: string): WriterLock {
  const lockFile = `${file}.lock`;
  const holderFile = `${file}.lock-holder`;
  requireOrdinary(lockFile);
  const db = openLockFile(lockFile, name);
  try {
    // The file holds nothing: a journal on the disk would only keep a full one from being cleaned.
    db.pragma('journal_mode = MEMORY');
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    if (isRefused(error)) throw cannotWrite(name, error);
    if (!isBusy(error)) throw error;
    throw new ArchiveError(
      'archive-locked',
      `${name} is being written by ${holderOf(holderFile)}`,
      {
        file: name,
        cause: error,
      },
    );
  }
  nameHolder(holderFile);
  return {
    release() {
      forgetHolder(holderFile);
      db.close();
    },
  };
}

/** For the message only: on a full disk the lock is held all the same, by somebody without a name. */
function nameHolder(holderFile: string): void {
  try {
    // What lies there may be a link, in an archive of somebody else: it is replaced, never followed.
    rmSync(holderFile, { force: true });
    writeFileSync(holderFile, `process ${process.pid} on ${hostname()}`, { flag: 'wx' });
  } catch {
    forgetHolder(holderFile);
  }
}

/** A name that stays behind names nobody: who takes the lock next writes its own. */
function forgetHolder(holderFile: string): void {
  try {
    rmSync(holderFile, { force: true });
  } catch {
    // Removing it is no reason to hold the lock.
  }
}

/** SQLite would follow a link, and make or lock a file wherever it leads. */
function requireOrdinary(lockFile: string): void {
  const facts = lstatSync(lockFile, { throwIfNoEntry: false });
  if (facts === undefined || facts.isFile()) return;
  throw new ArchiveError('file-special', `${basename(lockFile)} is no ordinary file`, {
    file: basename(lockFile),
  });
}

function openLockFile(lockFile: string, name: string): Database.Database {
  try {
    return new Database(lockFile, { timeout: 0 });
  } catch (error) {
    throw isRefused(error) ? cannotWrite(name, error) : error;
  }
}

function cannotWrite(name: string, cause: unknown): ArchiveError {
  return new ArchiveError('no-permission', `nothing can be written beside ${name}`, {
    file: name,
    cause,
  });
}

function holderOf(holderFile: string): string {
  try {
    const facts = lstatSync(holderFile);
    if (!facts.isFile() || facts.size > 1000) return 'another process';
    return readFileSync(holderFile, 'utf8').slice(0, 200) || 'another process';
  } catch (error) {
    if (systemCodeOf(error) === 'ENOENT') return 'another process';
    throw asFileFailure(error, holderFile);
  }
}

function isBusy(error: unknown): boolean {
  return systemCodeOf(error)?.startsWith('SQLITE_BUSY') ?? false;
}

function isRefused(error: unknown): boolean {
  const code = systemCodeOf(error) ?? '';
  return code.startsWith('SQLITE_CANTOPEN') || code.startsWith('SQLITE_READONLY');
}
