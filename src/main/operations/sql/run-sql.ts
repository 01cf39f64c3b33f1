import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ArchiveError } from '#contract/archive-error.ts';
import { layout } from '../../store/tiered/layout.ts';
import { viewsSql } from '../../store/tiered/views-sql.ts';
import { workerEntry } from '../worker-entry.ts';
import { liveBatches } from './live-batches.ts';
import type { SqlAnswer, SqlOrder, SqlResult } from './sql-messages.ts';

export interface SqlRequest {
  /** A tiered archive. */
  root: string;
  sql: string;
  /** Milliseconds until the query is killed. */
  timeout: number;
  maxRows: number;
  signal?: AbortSignal;
}

const memoryMegabytes = 2048;

/**
 * Asks DuckDB over the datasets of a tiered archive, in a process of its own that is killed when it takes
 * too long: nothing else stops a query that runs wild. Throws `not-tiered`, `bad-request` with DuckDB's
 * words, `timeout`, `cancelled`.
 */
export async function runSql(request: SqlRequest): Promise<SqlResult> {
  const root = await realpath(request.root).catch(() => request.root);
  if (!existsSync(join(root, layout.archiveFile))) {
    throw new ArchiveError('not-tiered', 'SQL is answered over tiered archives; this is none');
  }
  const { sql, maxRows } = request;
  const order = {
    folder: join(root, 'parquet'),
    views: viewsSql(await liveBatches(root), `${root}/`),
    sql,
    maxRows,
    memoryMegabytes,
  };
  const answer = await ask(order, request);
  if (answer.ok) return answer.result;
  throw new ArchiveError('bad-request', answer.message, {
    advice: 'Correct the SQL; DESCRIBE is SELECT * … LIMIT 0.',
  });
}

function ask(order: SqlOrder, { timeout, signal }: SqlRequest): Promise<SqlAnswer> {
  return new Promise((resolve, reject) => {
    const entry = fileURLToPath(workerEntry(import.meta.url, 'sql-worker'));
    const child = fork(entry, [], {
      env: {},
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const end = (settle: () => void) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      child.removeAllListeners();
      child.kill('SIGKILL');
      settle();
    };
    const fail = (error: ArchiveError) => end(() => reject(error));
    const abort = () => fail(new ArchiveError('cancelled', 'the query was cancelled'));
    const timer = setTimeout(() => {
      fail(
        new ArchiveError(
          'timeout',
          `the query took longer than ${timeout / 1000} s and was stopped`,
        ),
      );
    }, timeout);
    signal?.addEventListener('abort', abort);
    child.on('message', (answer: SqlAnswer) => end(() => resolve(answer)));
    child.on('error', (cause) =>
      fail(new ArchiveError('internal', 'the query process did not start', { cause })),
    );
    child.on('exit', (code, by) => {
      const why = by ?? `code ${code}`;
      fail(
        new ArchiveError(
          'bad-request',
          `the query process ended (${why}): it most likely ran out of memory`,
        ),
      );
    });
    child.send(order);
  });
}
