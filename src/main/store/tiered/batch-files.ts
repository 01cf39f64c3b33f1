import { type DatasetName, layout } from './layout.ts';
import type { BatchManifest } from './manifest.ts';

export interface BatchFile {
  /** Below the archive's root. */
  path: string;
  sha256: string;
  bytes: number;
}

/** Every data file of a batch, chunks with files of their own included; not its manifest. */
export function batchFiles({ datasets, skeletons, packs, chunks }: BatchManifest): BatchFile[] {
  const files: BatchFile[] = [];
  for (const name of Object.keys(datasets) as DatasetName[]) {
    const { sha256, bytes } = datasets[name]!;
    files.push({ path: layout.datasetFile(name, sha256), sha256, bytes });
  }
  for (const { kind, sha256, bytes } of packs) {
    files.push({ path: layout.packFile(kind, sha256), sha256, bytes });
  }
  for (const { kind, sha256, bytes } of chunks) {
    files.push({ path: layout.chunkFile(kind, sha256), sha256, bytes });
  }
  if (skeletons !== null) {
    const { sha256, bytes } = skeletons;
    files.push({ path: layout.chunkFile('skeletons', sha256), sha256, bytes });
  }
  return files;
}
