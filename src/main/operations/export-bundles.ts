import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ArchiveError, describeFailure } from '#contract/archive-error.ts';
import { readBundleRecord } from '../formats/bundle/read-bundle-record.ts';
import { copyFileAtomically, isSameContent } from '../store/files/copy-file.ts';
import { readStableFile } from '../store/files/read-stable-file.ts';
import { iterateFiles, type SelectedFile } from '../store/index/select-rows.ts';
import type { Archive } from './archive.ts';
import { findBundleFile, requireMagic } from './bundle-file.ts';
import { chooseTarget, type ExportTarget } from './choose-export-target.ts';
import { copyOhlcv } from './copy-ohlcv.ts';
import type { ExportCounts, ExportRowsRequest } from './export-request.ts';
import type { TaskContext } from './task-context.ts';

/** Copies the bundles of a selection byte for byte, with their folders. One that fails is listed, the rest goes on. */
export async function exportBundles(
  archive: Archive,
  request: ExportRowsRequest,
  task: TaskContext,
): Promise<ExportCounts> {
  const { total, files } = iterateFiles(archive.index, request);
  const target = chooseTarget(request, total);
  const counts: ExportCounts = {
    seen: total,
    added: 0,
    unchanged: 0,
    bytes: 0,
    written: target.path,
    failures: [],
  };
  let done = 0;
  for (const file of files) {
    await task.ready();
    task.report({ done: done++, total, current: file.path });
    try {
      await exportOne(archive, request, file, target, counts);
    } catch (error) {
      if (!(error instanceof ArchiveError) || error.code === 'disk-full') throw error;
      const failure = { ...describeFailure(error), file: file.path };
      counts.failures.push(failure);
      task.fail(failure);
    }
  }
  task.report({ done, total, current: null });
  return counts;
}

async function exportOne(
  archive: Archive,
  { overwrite, withOhlcv }: ExportRowsRequest,
  file: SelectedFile,
  target: ExportTarget,
  counts: ExportCounts,
): Promise<void> {
  const from = await findBundleFile(archive.folder, file.path);
  const to = target.kind === 'file' ? target.path : join(target.path, file.path);
  if (existsSync(to) && isSameContent(from, to)) counts.unchanged++;
  else {
    let isFirst = true;
    counts.bytes += await copyFileAtomically(from, to, {
      name: file.path,
      overwrite,
      watch(part) {
        if (isFirst) requireMagic(part, file.path);
        isFirst = false;
      },
    });
    counts.added++;
  }
  if (!withOhlcv || target.kind === 'file') return;
  const { ohlcv } = readBundleRecord(readStableFile(from, file.path).bytes);
  const prices = await copyOhlcv({
    ohlcv,
    from,
    fromTop: archive.folder,
    to,
    toTop: target.path,
  });
  counts.bytes += prices.bytes;
}
