import type { DecodeOutcome, DecodeTarget } from './decode-file.ts';

/** Files to hand out, and outcomes to fetch. */
export interface DecodeQueue {
  add(targets: readonly DecodeTarget[]): void;
  /** The next request; empty when nothing is left to hand out. */
  next(): DecodeTarget[];
  /** One file alone, when the next one is no larger than this; never one that was handed out in vain. */
  nextUpTo(bytes: number): DecodeTarget | null;
  /** Handed out in vain: its decoder was lost. */
  again(target: DecodeTarget): void;
  answer(outcomes: readonly DecodeOutcome[]): void;
  /** What came since the last time. */
  take(): DecodeOutcome[];
  /** Whether more may be read ahead of what was taken. */
  hasRoom(decoders: number): boolean;
  isDone(): boolean;
}

/** A message costs about as much as a tenth of a bundle: up to so many bundles share one. */
const MAX_FILES = 16;
/** But so many requests there are at least, so that all decoders end at about the same time. */
const MIN_REQUESTS = 40;
const MAX_BYTES = 4 * 1024 * 1024;
/** Outcomes waiting to be written, for each decoder: about 1 MB of rows. */
const MAX_WAITING = 64;

export function createDecodeQueue(): DecodeQueue {
  const again: DecodeTarget[] = [];
  let targets: readonly DecodeTarget[] = [];
  let place = 0;
  let missing = 0;
  let waiting: DecodeOutcome[] = [];
  let requests = 0;

  return {
    add(more) {
      targets = more;
      missing = more.length;
    },
    next() {
      const lost = again.pop();
      // Alone: should it end its decoder once more, no other goes with it.
      if (lost !== undefined) return [lost];
      return nextRequest(filesInRequest(requests++, targets.length));
    },
    nextUpTo(bytes) {
      const target = targets[place];
      if (target === undefined || target.size > bytes) return null;
      place++;
      return target;
    },
    again: (target) => again.push(target),
    answer(outcomes) {
      waiting.push(...outcomes);
    },
    take() {
      const taken = waiting;
      waiting = [];
      missing -= taken.length;
      return taken;
    },
    hasRoom: (decoders) => waiting.length < MAX_WAITING * decoders,
    isDone: () => missing === 0,
  };

  function nextRequest(files: number): DecodeTarget[] {
    const request: DecodeTarget[] = [];
    let bytes = 0;
    while (request.length < files && bytes < MAX_BYTES && place < targets.length) {
      const target = targets[place++]!;
      bytes += target.size;
      request.push(target);
    }
    return request;
  }
}

/** Small ones first, so that the first rows show soon. */
function filesInRequest(request: number, files: number): number {
  return Math.max(1, Math.min(MAX_FILES, 2 + request, Math.floor(files / MIN_REQUESTS)));
}
