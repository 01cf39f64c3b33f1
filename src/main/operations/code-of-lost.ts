import { join } from 'node:path';
import { sizeOfFile } from '../store/durable/disk.ts';
import type { BuiltBatch } from '../store/tiered/build-batch.ts';
import { layout } from '../store/tiered/layout.ts';
import type { LiveBatch } from '../store/tiered/live-set.ts';

/** The chunk of source code of a backtest. */
interface CodeRef {
  sha256: string;
  bytes: number;
}

/** By bundle id the source code that backtests of broken batches came with, as far as its chunk still lies there. */
export async function codeOfLost(
  root: string,
  broken: readonly LiveBatch[],
): Promise<Map<string, CodeRef>> {
  const codes = new Map<string, CodeRef>();
  for (const { manifest } of broken) {
    for (const { id, code } of manifest.backtests) {
      const ref = manifest.chunks.find(({ kind, sha256 }) => kind === 'code' && sha256 === code);
      if (ref === undefined) continue;
      const size = await sizeOfFile(join(root, layout.chunkFile('code', ref.sha256)));
      if (size === ref.bytes) codes.set(id, { sha256: ref.sha256, bytes: ref.bytes });
    }
  }
  return codes;
}

/** A batch of bundles taken in again, with the source code that they had. */
export function withCodeAgain(batch: BuiltBatch, codes: ReadonlyMap<string, CodeRef>): BuiltBatch {
  const backtests = batch.backtests.map((one) => ({
    ...one,
    code: codes.get(one.id)?.sha256 ?? one.code,
  }));
  const refs = backtests.flatMap(({ id }) => codes.get(id) ?? []);
  const chunks = [...new Map(refs.map((ref) => [ref.sha256, ref])).values()];
  const ownChunks = chunks.map((ref) => ({ kind: 'code' as const, ...ref }));
  return { ...batch, backtests, ownChunks: [...batch.ownChunks, ...ownChunks] };
}
