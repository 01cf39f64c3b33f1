import type { JobFailure } from '#contract/operations.ts';
import type { FileFacts } from '../store/index/file-facts.ts';
import type { KnownFile } from '../store/index/known-files.ts';
import type { IndexChange } from '../store/index/write-rows.ts';
import type { Comparison } from './compare-files.ts';
import type { DecodeOutcome } from './decode-file.ts';
import { timeAndSize } from './name-files.ts';

export interface ChangeCounts {
  added: number;
  /** Read again because of a new time, and found the same. */
  unchanged: number;
  updated: number;
  renamed: number;
  removed: number;
}

/** Turns what was read into changes of the index, and counts them. */
export interface ChangeMaker {
  readonly counts: ChangeCounts;
  changeFor(outcome: DecodeOutcome): IndexChange;
  /** To be asked last: what is gone and was not found under another name. */
  changesForGone(): IndexChange[];
}

export function createChangeMaker({ toRead, gone }: Comparison): ChangeMaker {
  const counts: ChangeCounts = { added: 0, unchanged: 0, updated: 0, renamed: 0, removed: 0 };
  const missing = new Set(gone);
  const missingById = Map.groupBy(gone, (file) => file.bundleId);

  return { counts, changeFor, changesForGone };

  function changeFor(outcome: DecodeOutcome): IndexChange {
    const { file, known } = toRead[outcome.number]!;
    const facts = readFacts(file.facts, outcome);
    if ('failure' in outcome)
      return { kind: 'failed', facts, failure: withoutFile(outcome.failure) };
    const { record } = outcome;
    if (known !== null && known.bundleId === record.bundleId) {
      counts.unchanged++;
      return { kind: 'moved', from: known.handle, facts };
    }
    const before = known === null ? takeMissing(record.bundleId, facts) : null;
    if (before !== null) {
      counts.renamed++;
      return { kind: 'moved', from: before.handle, facts };
    }
    if (known === null || known.bundleId === null) counts.added++;
    else counts.updated++;
    return { kind: 'bundle', facts, record };
  }

  /** The same backtest under a name that is gone; with the same time and size, where there is a choice. */
  function takeMissing(bundleId: string, { size, mtimeNs }: FileFacts): KnownFile | null {
    const same = (missingById.get(bundleId) ?? []).filter((file) => missing.has(file));
    const exact = same.find((file) => file.size === size && file.mtimeNs === mtimeNs);
    const found = exact ?? same[0] ?? null;
    if (found !== null) missing.delete(found);
    return found;
  }

  function changesForGone(): IndexChange[] {
    return [...missing].map(({ handle, bundleId }) => {
      if (bundleId !== null) counts.removed++;
      return { kind: 'gone', handle };
    });
  }
}

/** As they were when the bytes were read: the scan may be older. */
function readFacts(facts: FileFacts, outcome: DecodeOutcome): FileFacts {
  if (outcome.facts === null) return facts;
  return { ...facts, ...timeAndSize(outcome.facts.size, outcome.facts.mtimeNs) };
}

function withoutFile({ file: _file, ...failure }: JobFailure) {
  return failure;
}
