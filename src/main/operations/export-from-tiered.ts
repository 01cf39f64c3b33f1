import { join } from 'node:path';
import { ArchiveError, describeFailure } from '#contract/archive-error.ts';
import type { IndexReader } from '../store/index/open-index.ts';
import { iterateFiles, type SelectedFile } from '../store/index/select-rows.ts';
import { type FilePlace, findFile } from '../store/tiered/stored-index.ts';
import { chooseTarget } from './choose-export-target.ts';
import type { ExportCounts, ExportRowsRequest } from './export-request.ts';
import { isWithin } from './place-book.ts';
import { recordAliases } from './record-aliases.ts';
import type { WriteRequest, Written } from './restore-messages.ts';
import { inStoredOrder, openRestorePool } from './restore-pool.ts';
import type { TaskContext } from './task-context.ts';

/** A tiered archive, open for reading. */
export interface TieredFolder {
  folder: string;
  index: IndexReader;
}

export interface TieredExportRequest extends ExportRowsRequest {
  threads?: number;
}

export interface TieredExportCounts extends ExportCounts {
  /** Bundles by how they came out: byte for byte, with the same payload in another frame, v1 as v2. */
  outcomes: { same: number; payload: number; upgraded: number };
  /** Files of which only the payload is the same. */
  payloadOnly: string[];
}

/**
 * Writes the bundles of a selection out of a tiered archive, with folders and times. One that fails is
 * listed, the rest goes on; what lies at the target already, byte for byte, is left as it is.
 */
export async function exportFromTiered(
  { folder, index }: TieredFolder,
  request: TieredExportRequest,
  task: TaskContext,
): Promise<TieredExportCounts> {
  const { total, files } = iterateFiles(index, request);
  const target = chooseTarget(request, total);
  const counts: TieredExportCounts = {
    seen: total,
    added: 0,
    unchanged: 0,
    bytes: 0,
    written: target.path,
    failures: [],
    outcomes: { same: 0, payload: 0, upgraded: 0 },
    payloadOnly: [],
  };
  const fail = (error: ArchiveError, file: string) => {
    const failure = { ...describeFailure(error), file };
    counts.failures.push(failure);
    task.fail(failure);
  };
  const aliases: { id: string; of: string }[] = [];
  const orders = [...writeOrders(index, files, target, request, fail)];
  const pool = openRestorePool(folder, request.threads ?? 0);
  let done = total - orders.length;
  task.report({ done, total, current: null });
  try {
    const requests = inStoredOrder(orders);
    for await (const { request: order, answer } of pool.restore(requests, task)) {
      if (answer instanceof ArchiveError) fail(answer, order.path);
      else count(counts, answer as Written, order.path);
      const alias = answer instanceof ArchiveError ? null : (answer as Written).alias;
      if (alias !== null) aliases.push({ id: alias, of: order.place.bundleId });
      task.report({ done: ++done, total, current: order.path });
    }
  } finally {
    await pool.close();
    if (aliases.length > 0) await recordAliases(folder, aliases, task);
  }
  return counts;
}

interface WriteOrder extends WriteRequest {
  /** Relative to the target. */
  path: string;
  manifest: string;
  entry: number;
}

function* writeOrders(
  index: IndexReader,
  files: Iterable<SelectedFile>,
  target: { path: string; kind: 'file' | 'folder' },
  { overwrite, withOhlcv, original = false }: TieredExportRequest,
  fail: (error: ArchiveError, file: string) => void,
): Generator<WriteOrder> {
  for (const { handle, path } of files) {
    const place = findFile(index.db, handle);
    const to = target.kind === 'file' ? target.path : join(target.path, path);
    const problem = place === null ? missing(path) : outside(to, target, path);
    if (problem !== null) fail(problem, path);
    else
      yield {
        ...orderOf(place!, path),
        to,
        toTop: target.path,
        overwrite,
        original,
        withOhlcv: withOhlcv && target.kind === 'folder',
      };
  }
}

function orderOf(place: FilePlace, path: string) {
  return { kind: 'write' as const, place, path, manifest: place.manifest, entry: place.entry };
}

function missing(path: string): ArchiveError {
  return new ArchiveError('not-found', `the archive does not know where ${path} lies`, {
    advice: 'Run strata rebuild: the index is made again from the archive.',
  });
}

/** The index may be anybody's: no name of it leads out of the target. */
function outside(to: string, target: { path: string; kind: string }, path: string) {
  const isName = !path.includes('\0');
  if (isName && (target.kind === 'file' || isWithin(target.path, to))) return null;
  return new ArchiveError('outside-root', `${path} would lie outside of the target`);
}

function count(counts: TieredExportCounts, answer: Written, path: string): void {
  counts.outcomes[answer.what]++;
  counts.bytes += answer.bytes;
  if (answer.what === 'payload') counts.payloadOnly.push(path);
  if (answer.isUnchanged) counts.unchanged++;
  else counts.added++;
}
