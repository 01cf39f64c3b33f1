import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';

/** Fills a disk to the last byte with one file, then leaves so many bytes of it free. */
export function fillDisk(file: string, leave = 0): void {
  const filler = openSync(file, 'w');
  let length = 0;
  try {
    for (const size of [1024 * 1024, 4096, 512, 1]) {
      const piece = Buffer.alloc(size, 1);
      for (let written = size; written === size; length += written) {
        written = writeOrNothing(filler, piece);
      }
    }
    if (leave > 0) ftruncateSync(filler, Math.max(0, length - leave));
  } finally {
    closeSync(filler);
  }
}

function writeOrNothing(file: number, piece: Buffer): number {
  try {
    return writeSync(file, piece);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return 0;
    throw error;
  }
}
