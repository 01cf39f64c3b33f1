import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { layout } from './layout.ts';

/**
 * Room that is kept for when there is none: deleting and collecting garbage write a little before they free
 * much, and on a full disk they could do neither (reliability.md, borg 239, restic 5766).
 */
export const ballastBytes = 1024 ** 2;

/** The first ballast is only made on a disk where it costs nothing worth speaking of. */
const plenty = 16 * ballastBytes;

/** Best effort: an archive without ballast lacks nothing but that room. */
export function keepBallast(root: string): void {
  if (existsSync(join(root, layout.ballast)) || freeBytes(root) < plenty) return;
  writeBallast(root);
}

/**
 * Gives the room free where the disk is full; says how to take back what is left of it, before anybody else
 * does.
 */
export function lendBallast(root: string): () => void {
  const path = join(root, layout.ballast);
  if (freeBytes(root) >= ballastBytes || !existsSync(path)) return () => {};
  remove(path);
  return () => writeBallast(root);
}

/** As much of it as there is room for. Random bytes, as some disks compress. */
function writeBallast(root: string): void {
  const path = join(root, layout.ballast);
  try {
    const file = openSync(path, 'wx');
    try {
      const piece = randomBytes(4096);
      for (let done = 0; done < ballastBytes; done += piece.length) writeSync(file, piece);
    } finally {
      closeSync(file);
    }
  } catch {
    // What was written stays: less is better than nothing.
  }
}

function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Then the verb says that the disk is full.
  }
}

function freeBytes(root: string): number {
  try {
    const { bavail, bsize } = statfsSync(root);
    return bavail * bsize;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}
