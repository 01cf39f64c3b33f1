import { type BigIntStats, closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { ArchiveError } from '#contract/archive-error.ts';
import { createAtomicFile } from './atomic-file.ts';
import { asFileFailure } from './file-failure.ts';

export interface CopyOptions {
  /** What to call the file in errors. */
  name: string;
  /** Replaces another file of that name; otherwise it is `already-exists`. */
  overwrite: boolean;
  /** As the file was when it was read: anything else is `file-changed`. */
  expected?: { size: number; mtimeNs: bigint };
  /** Sees the bytes on their way, part by part, and may throw to stop. */
  watch?(part: Uint8Array): void;
  /** After the last part, before the copy gets its name; may throw, too. */
  finish?(): void;
}

const PART_BYTES = 1024 * 1024;

/**
 * Copies an ordinary file byte for byte, with its time: atomically, and never half of a file that is being
 * written to (`file-changed`). Memory holds one part. Returns the bytes copied.
 */
export async function copyFileAtomically(
  from: string,
  to: string,
  options: CopyOptions,
): Promise<number> {
  const { name, overwrite, expected } = options;
  const { descriptor, facts } = openOrdinary(from, name);
  try {
    if (expected !== undefined && !isAsExpected(facts, expected)) throw changed(name);
    const file = await createAtomicFile(to, name);
    try {
      const part = new Uint8Array(PART_BYTES);
      let done = 0;
      // Not beyond its size: a file that somebody appends to would never end.
      while (done <= facts.size) {
        const count = read(descriptor, part, name);
        if (count === 0) break;
        options.watch?.(part.subarray(0, count));
        file.write(part.subarray(0, count));
        done += count;
      }
      requireUnchanged(descriptor, facts, done, name);
      options.finish?.();
      await file.setModified(facts.mtimeNs);
      await file.commit({ overwrite });
      return done;
    } finally {
      await file.discard();
    }
  } finally {
    closeSync(descriptor);
  }
}

/** Whether two files hold the same bytes. A missing one is not the same. */
export function isSameContent(one: string, other: string): boolean {
  const descriptors: number[] = [];
  try {
    for (const path of [one, other]) descriptors.push(openSync(path, constants.O_RDONLY));
    const [first, second] = descriptors as [number, number];
    if (fstatSync(first).size !== fstatSync(second).size) return false;
    const parts = [new Uint8Array(PART_BYTES), new Uint8Array(PART_BYTES)] as const;
    for (;;) {
      const count = readSync(first, parts[0]);
      if (count !== readSync(second, parts[1])) return false;
      if (count === 0) return true;
      if (Buffer.compare(parts[0].subarray(0, count), parts[1].subarray(0, count)) !== 0)
        return false;
    }
  } catch (error) {
    const failure = asFileFailure(error, other);
    if (failure instanceof ArchiveError && failure.code === 'not-found') return false;
    throw failure;
  } finally {
    for (const descriptor of descriptors) closeSync(descriptor);
  }
}

function openOrdinary(path: string, name: string): { descriptor: number; facts: BigIntStats } {
  const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
  let descriptor: number | null = null;
  try {
    descriptor = openSync(path, flags);
    const facts = fstatSync(descriptor, { bigint: true });
    if (facts.isFile()) return { descriptor, facts };
    throw new ArchiveError('file-special', `${name}: not an ordinary file`, { file: name });
  } catch (error) {
    if (descriptor !== null) closeSync(descriptor);
    throw asFileFailure(error, name);
  }
}

function read(descriptor: number, part: Uint8Array, name: string): number {
  try {
    return readSync(descriptor, part);
  } catch (error) {
    throw asFileFailure(error, name);
  }
}

function requireUnchanged(descriptor: number, before: BigIntStats, done: number, name: string) {
  const after = fstatSync(descriptor, { bigint: true });
  const { mtimeNs } = before;
  if (!isAsExpected(after, { size: done, mtimeNs })) throw changed(name);
}

function isAsExpected(facts: BigIntStats, { size, mtimeNs }: { size: number; mtimeNs: bigint }) {
  return facts.size === BigInt(size) && facts.mtimeNs === mtimeNs;
}

function changed(name: string): ArchiveError {
  return new ArchiveError('file-changed', `${name}: it was written to meanwhile`, { file: name });
}
