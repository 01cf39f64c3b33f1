import type { ComparedMonths, CompareMember } from '#contract/compare.ts';
import type { CurveShelf } from './curve-shelf.ts';
import { wireNumber } from './wire-number.ts';

/** Monthly returns of every run, month beside month. */
export async function compareMonths(
  shelf: CurveShelf,
  members: readonly CompareMember[],
): Promise<ComparedMonths> {
  const { curves, failed } = await shelf.read(members);
  const byRun = curves.map((run) => {
    const returns = new Map<number, number | null>();
    run?.months.time.forEach((time, place) => {
      returns.set(monthOf(time), wireNumber(run.months.value[place]!));
    });
    return returns;
  });
  const months = [...new Set(byRun.flatMap((returns) => [...returns.keys()]))].sort(
    (a, b) => a - b,
  );
  const returns = byRun.map((ofRun) => months.map((month) => ofRun.get(month) ?? null));
  return { months, returns, failed };
}

function monthOf(time: number): number {
  const day = new Date(time);
  return Date.UTC(day.getUTCFullYear(), day.getUTCMonth());
}
