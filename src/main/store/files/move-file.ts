import { link, mkdir, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ArchiveError } from '#contract/archive-error.ts';
import { syncFolder, writeFileAtomically } from './atomic-file.ts';
import { asFileFailure, systemCodeOf } from './file-failure.ts';
import { readStableFile } from './read-stable-file.ts';

/** The new name exists before the old one goes, and a taken name is never replaced. */
export async function moveFile(from: string, to: string, name: string): Promise<void> {
  try {
    await mkdir(dirname(to), { recursive: true });
    await link(from, to).catch((error: unknown) => copyInstead(error, from, to, name));
    await syncFolder(dirname(to));
    await rm(from);
  } catch (error) {
    throw asFileFailure(error, name);
  }
}

/** For another disk, and for file systems without hard links: read back before the old file goes. */
async function copyInstead(error: unknown, from: string, to: string, name: string): Promise<void> {
  const needsCopy = ['EXDEV', 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'];
  if (!needsCopy.includes(systemCodeOf(error) ?? '')) throw error;
  const { bytes } = readStableFile(from, name);
  await writeFileAtomically(to, bytes, { overwrite: false, name });
  if (Buffer.compare(readStableFile(to, name).bytes, bytes) === 0) return;
  await rm(to);
  throw new ArchiveError('io-error', `${name} did not arrive whole, it stays`, { file: name });
}
