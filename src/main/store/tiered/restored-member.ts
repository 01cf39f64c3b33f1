import { recordOf } from '../../formats/bundle/read-bundle-record.ts';
import { decompose } from '../../formats/exact/decompose/decompose.ts';
import type { FileFacts } from '../index/file-facts.ts';
import type { BatchMember } from './batch-contents.ts';
import type { StoredBacktest } from './manifest.ts';
import { type BatchSource, readPayload } from './read-backtest.ts';

/** A stored backtest as a member of a new batch: read, checked against its id, and taken apart anew. */
export async function restoredMember(
  stored: StoredBacktest,
  source: BatchSource,
  facts: FileFacts,
): Promise<BatchMember> {
  const payload = await readPayload(stored, source);
  const isWhole = stored.original !== null;
  const parts = isWhole ? null : decompose(payload, stored.version);
  return {
    bundleId: stored.id,
    record: recordOf({ formatVersion: stored.version, payload }),
    facts,
    runs: stored.runs,
    parts,
    file: isWhole ? await source.chunk('originals', stored.original!) : noFile,
    symbols: await source.chunk('symbols', stored.symbols),
    ohlcv: stored.ohlcv,
    code: stored.code,
  };
}

/** Only a backtest that is kept whole needs its file; should its proof fail, the batch is given up. */
const noFile = new Uint8Array(0);
