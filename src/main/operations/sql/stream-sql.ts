import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ArchiveError } from '#contract/archive-error.ts';
import type { SqlCell, SqlColumn } from '#contract/sql.ts';
import { workerEntry } from '../worker-entry.ts';
import { GO_ON, type SqlMessage, type SqlOrder } from './sql-messages.ts';

export interface SqlLimits {
  /** Milliseconds until the query is killed. */
  timeout: number;
  signal?: AbortSignal;
}

export interface SqlSink {
  columns(columns: SqlColumn[]): void;
  /** More come when it has resolved. */
  rows(rows: SqlCell[][]): void | Promise<void>;
}

/**
 * Answers a query in a process of its own that is killed when it takes too long: nothing else stops a query
 * that runs wild. Throws `bad-request` with the database's words and the place, `timeout`, `cancelled`.
 */
export function streamSql(
  order: SqlOrder,
  { timeout, signal }: SqlLimits,
  sink: SqlSink,
): Promise<{ isCut: boolean; took: number }> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(cancelled());
    const child = startProcess();
    const end = (settle: () => void) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      child.removeAllListeners();
      child.kill('SIGKILL');
      settle();
    };
    const fail = (error: unknown) => end(() => reject(error));
    const abort = () => fail(cancelled());
    const timer = setTimeout(() => fail(tookTooLong(timeout)), timeout);
    signal?.addEventListener('abort', abort);
    child.on('message', (message: SqlMessage) => {
      if (message.kind === 'columns') sink.columns(message.columns);
      else if (message.kind === 'end') end(() => resolve(message));
      else if (message.kind === 'failed') fail(refused(message));
      else
        Promise.resolve(sink.rows(message.rows)).then(() => {
          if (child.connected) child.send(GO_ON);
        }, fail);
    });
    child.on('error', (cause) =>
      fail(new ArchiveError('internal', 'the query process did not start', { cause })),
    );
    child.on('exit', (code, by) => {
      const why = by ?? `code ${code}`;
      const message = `the query process ended (${why}): it most likely ran out of memory`;
      fail(new ArchiveError('bad-request', message));
    });
    child.send(order);
  });
}

function startProcess(): ChildProcess {
  return fork(fileURLToPath(workerEntry(import.meta.url, 'sql-worker')), [], {
    env: {},
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

function cancelled(): ArchiveError {
  return new ArchiveError('cancelled', 'the query was cancelled');
}

function tookTooLong(timeout: number): ArchiveError {
  const message = `the query took longer than ${timeout / 1000} s and was stopped`;
  return new ArchiveError('timeout', message);
}

function refused({ message, offset }: Extract<SqlMessage, { kind: 'failed' }>): ArchiveError {
  const place = offset === null ? {} : { offset };
  const where = offset === null ? '' : `, at character ${offset + 1}`;
  return new ArchiveError('bad-request', `${message}${where}`, {
    advice: 'Correct the SQL; DESCRIBE is SELECT * … LIMIT 0.',
    ...place,
  });
}
