import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ArchiveError } from '#contract/archive-error.ts';
import type { JobFailure } from '#contract/operations.ts';
import { readContainer } from '../../formats/bundle/container.ts';
import {
  type ArchiveStore,
  requireHandle,
  type StoreEntry,
  type StoreOutcome,
} from '../../store/archive-store.ts';
import { findBacktest, type StoredBacktest } from '../../store/index/find-backtest.ts';
import type { Archive } from '../archive.ts';
import { deleteBacktests } from '../delete-backtests.ts';
import { exportRows } from '../export-rows.ts';
import { listRows } from '../list-rows.ts';
import { openArchive } from '../open-archive.ts';
import { createTask } from '../task-context.ts';
import { verifyArchive } from '../verify-archive.ts';

/** What both kinds of store do the same way, over the verbs that there are. */
export type StoreVerbs = Pick<ArchiveStore, 'put' | 'list' | 'delete' | 'export' | 'verify'>;

const everyBacktest = { rows: 'backtests' as const, filter: '', quick: '', sort: [] };
const listedAtOnce = 10_000;

export function storeVerbs(
  root: string,
  take: (sources: readonly string[]) => Promise<StoreOutcome>,
): StoreVerbs {
  return {
    async put(handle, file) {
      requireHandle(handle);
      const id = createHash('sha256').update(readContainer(file).payload).digest('hex');
      const aside = await mkdtemp(join(tmpdir(), 'strata-put-'));
      try {
        const path = join(aside, `${handle}.iafbt`);
        await mkdir(dirname(path), { recursive: true });
        await writeFile(path, file);
        const { done, failures } = await take([aside]);
        if (failures[0] !== undefined) throw asError(failures[0]);
        return { id, isNew: done > 0 };
      } finally {
        await rm(aside, { recursive: true, force: true });
      }
    },
    list: () => withArchive(root, async (archive) => [...entriesOf(archive)]),
    async delete(name) {
      const request = { root, which: { names: [name] }, moveBundles: true };
      const { failures } = await deleteBacktests(request, createTask().task);
      if (failures[0] !== undefined) throw asError(failures[0]);
    },
    export: (names, toFolder) =>
      withArchive(root, async (archive) => {
        const nos = names.map((name) => findBacktest(archive.index, name).no);
        const request = {
          ...everyBacktest,
          selection: { kind: 'rows' as const, nos },
          columns: [],
          format: 'bundles' as const,
          // A name of a folder is meant, also for one bundle.
          to: await existingFolder(toFolder),
          name: null,
          overwrite: false,
          withOhlcv: true,
        };
        const { added, unchanged, failures } = await exportRows(
          archive,
          request,
          createTask().task,
        );
        return { done: added, unchanged, failures };
      }),
    async verify() {
      const request = { root, depth: { kind: 'full' as const } };
      return (await verifyArchive(request, createTask().task)).damaged;
    },
  };
}

/** Opened for every question: what another process has done meanwhile is seen. */
export async function withArchive<Result>(
  root: string,
  use: (archive: Archive) => Promise<Result>,
): Promise<Result> {
  const archive = await openArchive(root);
  try {
    return await use(archive);
  } finally {
    archive.close();
  }
}

export function withBacktest<Result>(
  root: string,
  name: string,
  use: (found: StoredBacktest, archive: Archive) => Promise<Result>,
): Promise<Result> {
  return withArchive(root, (archive) => use(findBacktest(archive.index, name), archive));
}

function* entriesOf(archive: Archive): Generator<StoreEntry> {
  const sort = [{ column: 'handle', descending: false }];
  const columns = ['file_size'];
  for (let offset = 0; ; offset += listedAtOnce) {
    const query = { ...everyBacktest, sort, columns, offset, limit: listedAtOnce };
    const { rows, total } = listRows(archive, query);
    for (const { id, handle, cells } of rows) yield { id, handle, size: Number(cells[0]) };
    if (offset + listedAtOnce >= total) return;
  }
}

async function existingFolder(path: string): Promise<string> {
  await mkdir(path, { recursive: true });
  return path;
}

function asError({ code, message, file }: JobFailure): ArchiveError {
  return new ArchiveError(code, message, { file });
}
