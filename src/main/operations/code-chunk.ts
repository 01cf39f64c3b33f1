import { maxSourceBytes, packSource } from '../formats/tar/source-archive.ts';
import { type Publisher, sha256 } from '../store/durable/publisher.ts';
import { readSourceFolder } from '../store/files/read-source-folder.ts';
import type { BuiltBatch } from '../store/tiered/build-batch.ts';
import { layout } from '../store/tiered/layout.ts';
import type { BatchManifest } from '../store/tiered/manifest.ts';

/** The source code that an import ties to the backtests it brings. */
export interface CodeChunk {
  /** SHA-256 of the packed bytes: its id. */
  id: string;
  bytes: Uint8Array;
}

/** Packs a folder of source code. Throws `bad-request`, `file-too-large`, and what reading files throws. */
export async function packCode(folder: string): Promise<CodeChunk> {
  const bytes = packSource(await readSourceFolder(folder, maxSourceBytes));
  return { id: sha256(bytes), bytes };
}

/** Puts the code where a batch refers to it, and makes the batch's manifest name it. Folders are synced with the batch. */
export async function withCode(
  publisher: Publisher,
  code: CodeChunk | null,
  batch: BuiltBatch,
): Promise<BuiltBatch> {
  if (code === null || !batch.backtests.some((one) => one.code === code.id)) return batch;
  await publisher.put(layout.chunkFile('code', code.id), code.bytes);
  return { ...batch, ownChunks: [...batch.ownChunks, codeRef(code)] };
}

/** Puts the code where manifests may refer to it. */
export async function putCode(publisher: Publisher, { id, bytes }: CodeChunk): Promise<void> {
  await publisher.put(layout.chunkFile('code', id), bytes);
  await publisher.syncFolders();
}

/** As a manifest names it. */
export function codeRef({ id, bytes }: CodeChunk): BatchManifest['chunks'][number] & {
  kind: 'code';
} {
  return { kind: 'code', sha256: id, bytes: bytes.length };
}
