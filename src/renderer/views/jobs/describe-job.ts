import type { Job, JobKind, JobResult } from '#contract/operations.ts';
import {
  formatBytes,
  formatCount,
  formatCounted,
  formatDuration,
  formatNumber,
  formatTimeLeft,
} from '../../ui/format.ts';

/** Queued, running or paused: there is still something to come without asking for it. */
export function isActive(job: Job): boolean {
  return job.state === 'queued' || job.state === 'running' || job.state === 'paused';
}

/** Stopped before its end, and can go on. */
export function isResumable(job: Job): boolean {
  return job.state === 'interrupted' || job.state === 'cancelled' || job.state === 'failed';
}

/** "1,234 of 5,000 · 812/s · 5 s left" */
export function sayProgress(job: Job): string {
  const parts = [sayCount(job)];
  if (job.state === 'running' && job.rate !== null) parts.push(sayRate(job.rate));
  if (job.state === 'running' && job.secondsLeft !== null) {
    parts.push(`${formatTimeLeft(job.secondsLeft)} left`);
  }
  return parts.join(' · ');
}

/** What became of it, once it stands still: "250 added, 3 failed in 1.2 s". */
export function sayOutcome(job: Job): string {
  switch (job.state) {
    case 'queued':
      return 'Waiting';
    case 'paused':
      return `Paused at ${sayCount(job)}`;
    case 'interrupted':
      return `Stopped at ${sayCount(job)} when Strata was closed`;
    case 'cancelled':
      return `Cancelled at ${sayCount(job)}; what was done is kept`;
    case 'failed':
      return `Failed: ${job.error?.message ?? 'for an unknown reason'}`;
    default:
      return job.result === null ? sayCount(job) : sayResult(job, job.result);
  }
}

export function sayResult(job: Job, result: JobResult): string {
  const time = `in ${formatDuration(result.seconds)}`;
  if (job.kind === 'export') {
    // A download lies in a folder of Strata's own, which says nothing to anyone.
    const isShown = result.written !== null && result.download === null;
    const written = isShown ? ` to ${result.written}` : '';
    const there = result.unchanged === 0 ? '' : `, ${formatCount(result.unchanged)} there already`;
    const text = `${formatCount(result.added)} written, ${formatBytes(result.bytes)}${written}${there} ${time}`;
    return withFailures(text, result.failed);
  }
  const said = sayUpkeep(job.kind, result);
  if (said !== null) return withFailures(`${said} ${time}`, result.failed);
  const changes = [
    counted(result.added, 'added'),
    counted(result.updated, job.kind === 'import' ? 'got source code' : 'changed'),
    counted(result.renamed, 'renamed'),
    counted(result.removed, 'removed'),
  ].filter((text) => text !== null);
  if (result.unchanged > 0 || changes.length === 0) {
    changes.push(`${formatCount(result.unchanged)} unchanged`);
  }
  return withFailures(`${changes.join(', ')} ${time}`, result.failed);
}

/** What became of work on an archive as a whole; null for work that changes rows. */
function sayUpkeep(kind: JobKind, result: JobResult): string | null {
  const { seen, added, unchanged, removed, bytes, migration } = result;
  switch (kind) {
    case 'migrate': {
      if (migration === undefined) return `${formatCount(added)} migrated`;
      const { sourceBytes, archiveBytes } = migration;
      return `${formatCount(added)} migrated, ${formatBytes(sourceBytes)} became ${formatBytes(archiveBytes)}`;
    }
    case 'rebuild':
      return `${formatCounted(added, 'backtest')} indexed`;
    case 'prove':
      return `${formatCounted(added, 'file')} proved`;
    case 'verify':
      return `${formatCounted(seen, 'file')} checked`;
    case 'compact':
      return `${formatCounted(seen, 'batch', 'batches')} became ${formatCount(seen - removed)}`;
    case 'repair':
      return `${formatCounted(result.updated, 'file')} and ${formatCounted(added, 'backtest')} put right`;
    case 'gc': {
      const waiting = unchanged === 0 ? '' : `, ${formatCount(unchanged)} wait for the next time`;
      return `${formatCounted(removed, 'file')} collected, ${formatBytes(bytes)} freed${waiting}`;
    }
    case 'delete':
      return `${formatCount(removed)} deleted`;
    case 'undelete':
      return `${formatCount(added)} restored`;
    case 'reclaim':
      return `${formatCounted(removed, 'file')} moved to the trash, ${formatBytes(bytes)}`;
    default:
      return null;
  }
}

function sayCount({ done, total }: Job): string {
  return total === null
    ? `${formatCount(done)} so far`
    : `${formatCount(done)} of ${formatCount(total)}`;
}

function sayRate(rate: number): string {
  return `${formatNumber(rate, rate < 10 ? 1 : 0)}/s`;
}

function counted(count: number, what: string): string | null {
  return count === 0 ? null : `${formatCount(count)} ${what}`;
}

function withFailures(text: string, failed: number): string {
  return failed === 0 ? text : `${text}; ${formatCount(failed)} failed`;
}
