import { join } from 'node:path';
import { namesIn } from '../durable/disk.ts';
import { scanFolder } from './scan-folder.ts';
import { trashFolder } from './trash-folder.ts';

/** A bundle in the trash of a folder of bundles. */
export interface TrashedFile {
  /** Relative to the folder it was taken from. */
  path: string;
  /** Epoch ms; null where the trash's folder does not say. */
  trashedAt: number | null;
  bytes: number;
}

/** Bundles in the trash of a folder; of one that went several times the last, which is the one that comes back. */
export async function listTrash(folder: string): Promise<TrashedFile[]> {
  const found = new Map<string, TrashedFile>();
  for (const mark of (await namesIn(join(folder, trashFolder))).sort()) {
    const { files } = await scanFolder(join(folder, trashFolder, mark));
    const trashedAt = timeOf(mark);
    for (const { path, size } of files) found.set(path, { path, trashedAt, bytes: size });
  }
  return [...found.values()];
}

/** Of `2026-01-31T10-20-30Z-3f2a`. */
function timeOf(mark: string): number | null {
  const [, date, hours, minutes, seconds] =
    /^(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)Z-/.exec(mark) ?? [];
  const time = Date.parse(`${date}T${hours}:${minutes}:${seconds}Z`);
  return Number.isNaN(time) ? null : time;
}
