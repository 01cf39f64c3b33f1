import { setImmediate } from 'node:timers/promises';
import { describeFailure } from '#contract/archive-error.ts';
import type { CompareMember } from '#contract/compare.ts';
import type { Failure } from '#contract/reply.ts';
import type { Archive } from '../archive.ts';
import {
  openBacktestCurves,
  type ReadRunCurves,
  type RunCurves,
  scratchForCurves,
} from './run-curves.ts';

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
  const scratch = scratchForCurves();

  return {
    async read(members, signal) {
      const curves: ShelvedCurves['curves'] = members.map(() => null);
      const failed: ShelvedCurves['failed'] = [];
      for (const places of byBacktest(members)) {
        signal?.throwIfAborted();
        const open = opener(places.map((place) => members[place]!));
        for (const place of places) {
          try {
            curves[place] = await curvesOf(members[place]!, open);
          } catch (error) {
            failed.push({ place, failure: describeFailure(error) });
          }
        }
      }
      return { curves, failed: failed.sort((a, b) => a.place - b.place) };
    },
  };

  /** Opens the backtest when the first of its runs is not at hand, and once for all of them. */
  function opener(members: readonly CompareMember[]): ReadRunCurves {
    const { archive, id } = members[0]!;
    const runs = members.map(({ run }) => run);
    let opened: Promise<ReadRunCurves> | null = null;
    return async (run) => {
      if (opened === null) {
        // Between two files the questions of a table are answered.
        await setImmediate();
        opened ??= get(archive).then((found) => openBacktestCurves(found, id, runs, scratch));
      }
      return (await opened)(run);
    };
  }

  /** The id is the hash of what the bundle holds, so what was read stays true. A handle is not. */
  function curvesOf(
    { archive, id, run }: CompareMember,
    open: (run: number) => Promise<RunCurves>,
  ): Promise<RunCurves> {
    const key = /^[0-9a-f]{64}$/.test(id) ? JSON.stringify([archive, id, run]) : null;
    const found = key === null ? undefined : kept.get(key);
    if (found !== undefined) return found;
    const reading = open(run);
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

/** Places of the members, those of one backtest together. */
function byBacktest(members: readonly CompareMember[]): number[][] {
  const groups = new Map<string, number[]>();
  members.forEach(({ archive, id }, place) => {
    const key = JSON.stringify([archive, id]);
    groups.set(key, [...(groups.get(key) ?? []), place]);
  });
  return [...groups.values()];
}

function sizeOf({ equity, drawdown, months }: RunCurves): number {
  return 2 * (equity.time.length + drawdown.time.length + months.time.length);
}
