import { join } from 'node:path';
import { openIndexReader } from '../store/index/open-index.ts';
import { missingHashes } from '../store/tiered/archive-hashes.ts';
import { layout } from '../store/tiered/layout.ts';
import { liveBatches } from './sql/live-batches.ts';

/** Which of these hashes a tiered archive lacks, in the order asked; see `missingHashes`. */
export async function missingInArchive(root: string, hashes: readonly string[]): Promise<string[]> {
  const batches = await liveBatches(root);
  const index = openIndexReader(join(root, layout.indexFile));
  try {
    return missingHashes(index.db, batches, hashes);
  } finally {
    index.close();
  }
}
