import { setImmediate } from 'node:timers/promises';
import { describeFailure } from '#contract/archive-error.ts';
import type { CompareMember } from '#contract/compare.ts';
import type { Failure } from '#contract/reply.ts';
import type { Archive } from '../archive.ts';
import { type RunCurves, readRunCurves } from './run-curves.ts';

/** Curves read lately: curves, months and correlation of a comparison ask for the same runs. */
export interface CurveShelf {
  /** In the order of the members. A run that cannot be read does not keep the others away. */
  read(members: readonly CompareMember[], signal?: AbortSignal): Promise<ShelvedCurves>;
}

export interface ShelvedCurves {
  /** Null where the run could not be read. */
  curves: (RunCurves | null)[];
  failed: { place: number; failure: Failure }[];
}

/** Numbers in memory, some 48 MB: 50 runs of 12,000 points fit more than twice. */
const numbersAtMost = 6_000_000;

export function createCurveShelf(get: (archive: string) => Promise<Archive>): CurveShelf {
  const kept = new Map<string, Promise<RunCurves>>();
  const sizes = new Map<string, number>();

  return {
    async read(members, signal) {
      const curves: ShelvedCurves['curves'] = [];
      const failed: ShelvedCurves['failed'] = [];
      for (const [place, member] of members.entries()) {
        signal?.throwIfAborted();
        try {
          curves.push(await curvesOf(member));
        } catch (error) {
          curves.push(null);
          failed.push({ place, failure: describeFailure(error) });
        }
      }
      return { curves, failed };
    },
  };

  /** The id is the hash of what the bundle holds, so what was read stays true. A handle is not. */
  async function curvesOf({ archive, id, run }: CompareMember): Promise<RunCurves> {
    const key = /^[0-9a-f]{64}$/.test(id) ? JSON.stringify([archive, id, run]) : null;
    const found = key === null ? undefined : kept.get(key);
    if (found !== undefined) return found;
    // Between two files the questions of a table are answered.
    await setImmediate();
    const reading = get(archive).then((opened) => readRunCurves(opened, id, run));
    if (key !== null) keep(key, reading);
    return reading;
  }

  function keep(key: string, reading: Promise<RunCurves>) {
    kept.set(key, reading);
    reading.then(
      (curves) => {
        sizes.set(key, sizeOf(curves));
        let total = 0;
        for (const size of sizes.values()) total += size;
        for (const [oldest, size] of sizes) {
          if (total <= numbersAtMost) return;
          sizes.delete(oldest);
          kept.delete(oldest);
          total -= size;
        }
      },
      () => kept.delete(key),
    );
  }
}

function sizeOf({ equity, drawdown, months }: RunCurves): number {
  return 2 * (equity.time.length + drawdown.time.length + months.time.length);
}
