import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  lstatSync,
  openSync,
  rmSync,
  statfsSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { layout } from './layout.ts';
import { measureArchive } from './measure-archive.ts';

/**
 * Room that is kept for when there is none: deleting and collecting garbage write a little before they free
 * much, and on a full disk they could do neither (reliability.md, borg 239, restic 5766).
 */
export const ballastBytes = 1024 ** 2;

/** Until then so much of the data: it counts to the archive's size, and a small archive stays small. */
export const ballastShare = 0.04;

/** It only grows on a disk where it costs nothing worth speaking of. */
const plenty = 16 * ballastBytes;

const piece = 4096;

/** A link, in an archive of somebody else, is not followed. */
const { O_WRONLY, O_APPEND, O_CREAT, O_NOFOLLOW = 0 } = constants;
const toGrow = O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW;

/** Grows the ballast to its size. Best effort: an archive without it lacks nothing but that room. */
export async function keepBallast(root: string): Promise<void> {
  if (sizeOf(root) < ballastBytes) await fitBallast(root);
}

/** Brings the ballast to its size, also down to it: after what makes an archive smaller. */
export async function fitBallast(root: string): Promise<void> {
  // What cannot be read is said by whoever needs it.
  const parts = await measureArchive(root).catch(() => null);
  if (parts === null) return;
  const data = parts
    .filter(({ tier }) => tier === 'parquet' || tier === 'chunks')
    .reduce((sum, { bytes }) => sum + bytes, 0);
  const wanted = wholePieces(Math.min(ballastBytes, data * ballastShare));
  if (sizeOf(root) > wanted) shrinkTo(root, wanted);
  else if (freeBytes(root) >= plenty) growTo(root, wanted);
}

/**
 * Gives the room free where the disk is full; says how to take back what is left of it, before anybody else
 * does.
 */
export function lendBallast(root: string): () => void {
  const has = sizeOf(root);
  if (has === 0 || freeBytes(root) >= ballastBytes) return () => {};
  remove(join(root, layout.ballast));
  return () => growTo(root, has);
}

/** In whole pieces, and as far as there is room. Random bytes, as some disks compress. */
function growTo(root: string, bytes: number): void {
  try {
    const file = openSync(join(root, layout.ballast), toGrow);
    try {
      const random = randomBytes(piece);
      for (let has = sizeOf(root); has + piece <= bytes; has += piece) writeSync(file, random);
    } finally {
      closeSync(file);
    }
  } catch {
    // What was written stays: less is better than nothing.
  }
}

function shrinkTo(root: string, bytes: number): void {
  try {
    truncateSync(join(root, layout.ballast), bytes);
  } catch {
    // More than is needed does no harm.
  }
}

function wholePieces(bytes: number): number {
  return Math.floor(bytes / piece) * piece;
}

function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Then the verb says that the disk is full.
  }
}

function sizeOf(root: string): number {
  const facts = lstatSync(join(root, layout.ballast), { throwIfNoEntry: false });
  return facts?.isFile() ? facts.size : 0;
}

function freeBytes(root: string): number {
  try {
    const { bavail, bsize } = statfsSync(root);
    return bavail * bsize;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}
