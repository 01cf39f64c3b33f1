import { maxSourceBytes, packSource } from '../formats/tar/source-archive.ts';
import { type Publisher, sha256 } from '../store/durable/publisher.ts';
import { readSourceFolder } from '../store/files/read-source-folder.ts';
import type { BuiltBatch } from '../store/tiered/build-batch.ts';
import { layout } from '../store/tiered/layout.ts';

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
  const chunk = { kind: 'code' as const, sha256: code.id, bytes: code.bytes.length };
  return { ...batch, ownChunks: [...batch.ownChunks, chunk] };
}
