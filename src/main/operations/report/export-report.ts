import { mkdir } from 'node:fs/promises';
import type { JobResult } from '#contract/operations.ts';
import type { Archive } from '../archive.ts';
import { freePath } from '../export-path.ts';
import type { TaskContext } from '../task-context.ts';
import { makeReport } from './make-report.ts';
import { writeReport } from './write-report.ts';

/** Characters of a name that every file system takes. */
const LONGEST_NAME = 120;

/** Writes a report into a folder, never over another file. Throws as `makeReport` and `writeReport`. */
export async function exportReport(
  archive: Archive,
  { backtests, to }: { backtests: readonly string[]; to: string },
  task: TaskContext,
): Promise<JobResult> {
  const startedAt = performance.now();
  const { name, html, backtests: count } = await makeReport(archive, backtests, task);
  await mkdir(to, { recursive: true });
  const path = freePath(to, reportFileName(name));
  const bytes = await writeReport(path, html, { overwrite: false });
  task.report({ done: count, total: count, current: null });
  const seconds = (performance.now() - startedAt) / 1000;
  const nothing = { unchanged: 0, updated: 0, renamed: 0, removed: 0, failed: 0 };
  return { ...nothing, seen: count, added: count, seconds, bytes, written: path, download: null };
}

/** A backtest may be called anything: what no file may be called becomes a blank. */
export function reportFileName(name: string): string {
  const plain = name
    .replace(/\.html$/, '')
    .replaceAll(/[\p{Cc}\p{Cs}<>:"/\\|?*\s]+/gu, ' ')
    .replace(/^[. ]+/, '');
  return `${[...plain].slice(0, LONGEST_NAME).join('').trimEnd()}.html`;
}
