import { basename } from 'node:path';
import { ArchiveError } from '#contract/archive-error.ts';
import { readContainer } from '../formats/bundle/container.ts';
import { bundleFile, upgradeBundle } from '../formats/upgrade/upgrade-bundle.ts';
import { writingZstd } from '../formats/zstd/zstd.ts';
import { sha256 } from '../store/durable/publisher.ts';
import { createAtomicFile } from '../store/files/atomic-file.ts';
import { readStableFile } from '../store/files/read-stable-file.ts';

export interface UpgradedFile {
  /** Ids of the backtest before and after. */
  from: string;
  to: string;
  bytes: number;
}

/** Writes a v1 bundle as v2, as framework 8.10.0 would. Throws `bad-request` for another version, `already-exists`. */
export async function upgradeFile(
  source: string,
  target: string,
  { overwrite }: { overwrite: boolean },
): Promise<UpgradedFile> {
  const { bytes, mtimeNs } = readStableFile(source, basename(source));
  const { formatVersion, payload } = readContainer(bytes);
  if (formatVersion > 1) {
    throw new ArchiveError(
      'bad-request',
      `${basename(source)} has version ${formatVersion}, not 1`,
    );
  }
  const upgraded = upgradeBundle(payload, writingZstd());
  const file = await createAtomicFile(target, basename(target));
  try {
    const content = bundleFile(upgraded);
    file.write(content);
    await file.setModified(mtimeNs);
    await file.commit({ overwrite });
    return { from: sha256(payload), to: sha256(upgraded), bytes: content.length };
  } finally {
    await file.discard();
  }
}
