import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { ArchiveError } from '#contract/archive-error.ts';
import { isNotFound } from '../durable/disk.ts';
import { readOrdinary } from '../durable/ordinary-file.ts';
import { writeFileAtomically } from '../files/atomic-file.ts';
import { layout } from './layout.ts';
import type { LiveBatch } from './live-set.ts';
import { manifestNames } from './read-manifests.ts';
import { readTombstones } from './tombstone.ts';
import { viewsSql } from './views-sql.ts';

/**
 * `views.sql` on the disk. Its last line names the manifests and deletions that it was written for, so that
 * a process killed between a manifest and the views is noticed by names alone.
 */
export async function saveViews(root: string, batches: readonly LiveBatch[]): Promise<void> {
  const sql = `${viewsSql(batches, '')}${stateLine(await stateOf(root))}`;
  await writeFileAtomically(join(root, layout.viewsFile), new TextEncoder().encode(sql), {
    overwrite: true,
    name: layout.viewsFile,
  });
}

/** Whether the views were written for what lies there now. */
export async function areViewsCurrent(root: string): Promise<boolean> {
  const sql = await readViews(root);
  return sql?.endsWith(stateLine(await stateOf(root))) ?? false;
}

/** Whether the views say what counts, whatever they were written for; true where there are none. */
export async function areViewsRight(root: string, batches: readonly LiveBatch[]): Promise<boolean> {
  const sql = await readViews(root);
  return sql === null || sql.replace(lastLine, '') === viewsSql(batches, '');
}

const lastLine = /-- state [0-9a-f]{64}\n$/;

function stateLine(state: string): string {
  return `-- state ${state}\n`;
}

/** Of the names of manifests and deletions: what counts cannot change without it. */
async function stateOf(root: string): Promise<string> {
  const tombstones = [...(await readTombstones(root))].map(([id, seq]) => `${id}.${seq}`);
  const names = [...(await manifestNames(root)), ...tombstones].sort();
  return createHash('sha256').update(names.join('\n')).digest('hex');
}

async function readViews(root: string): Promise<string | null> {
  try {
    return (await readOrdinary(join(root, layout.viewsFile), layout.viewsFile)).toString('utf8');
  } catch (error) {
    if (isNotFound(error)) return null;
    // A link or a pipe says nothing: the views are written anew in its place.
    if (error instanceof ArchiveError && error.code === 'file-special') return '';
    throw error;
  }
}
