/** One line of the table: the same work, done by both in the same run. `%` is a share of what came in. */
export interface Figures {
  name: string;
  unit: 'ms' | 'MB' | '%';
  ours: number[];
  /** Null where there is no reference, or where it has nothing like it. */
  reference: number[] | null;
  /** What a reader must know to read the numbers. */
  note?: string;
}

export interface Spread {
  median: number;
  min: number;
  max: number;
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const median =
    sorted.length % 2 === 1
      ? (sorted[middle] ?? Number.NaN)
      : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
  return { median, min: sorted[0] ?? Number.NaN, max: sorted.at(-1) ?? Number.NaN };
}

/**
 * Both in turn, so that whatever else the machine does slows down both: once unmeasured, then `times` times.
 * Without a second there is none to compare with.
 */
export async function alternate<Result>(
  times: number,
  once: () => Promise<Result>,
  other: (() => Promise<Result>) | null,
): Promise<{ ours: Result[]; reference: Result[] | null }> {
  const ours: Result[] = [];
  const reference: Result[] = [];
  for (let time = 0; time <= times; time += 1) {
    const result = await once();
    const compared = await other?.();
    if (time === 0) continue;
    ours.push(result);
    if (compared !== undefined) reference.push(compared);
  }
  return { ours, reference: other === null ? null : reference };
}

/** Does it once unmeasured, so that the disk's cache is equally warm for all, then `times` times. */
export async function repeat(times: number, once: () => Promise<number>): Promise<number[]> {
  await once();
  const values: number[] = [];
  for (let time = 0; time < times; time += 1) values.push(await once());
  return values;
}
