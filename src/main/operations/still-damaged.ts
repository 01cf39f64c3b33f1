import { join } from 'node:path';
import type { JobFailure } from '#contract/operations.ts';
import { readChecked } from '../store/durable/publisher.ts';
import type { Truth } from '../store/tiered/catch-up.ts';
import { filesOf } from '../store/tiered/own-files.ts';

/**
 * Of failures those that are left when backtests were taken in again: a file that nothing needs any more is no
 * damage, nor is one that was written again.
 */
export async function stillDamaged(
  root: string,
  failures: readonly JobFailure[],
  { live }: Truth,
): Promise<JobFailure[]> {
  const counted = live.batches.filter((batch) => batch.live.size > 0 || batch.liveFiles.size > 0);
  const all = [...counted, ...live.proofs].flatMap(({ manifest }) => filesOf(manifest));
  const needed = new Map(all.map(({ path, sha256 }) => [path, sha256]));
  const left: JobFailure[] = [];
  for (const failure of failures) {
    const { file } = failure;
    const sha256 = needed.get(file);
    const isOfArchive = /^(parquet|chunks)\//.test(file);
    if (isOfArchive && (sha256 === undefined || (await isWhole(root, file, sha256)))) continue;
    left.push(failure);
  }
  return left;
}

function isWhole(root: string, path: string, sha256: string): Promise<boolean> {
  return readChecked(join(root, path), sha256, path).then(
    () => true,
    () => false,
  );
}
