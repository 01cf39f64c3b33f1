export interface MonthReturns {
  /** Ascending. */
  years: readonly number[];
  /** Fraction by month, 0 for January; null where the run has none. */
  of(year: number, month: number): number | null;
  /** The largest size, for colours. */
  largest: number;
}

/** Points of `monthly_returns`: each stands for the month its time lies in, UTC. */
export function monthReturns(
  time: readonly number[],
  value: readonly (number | null)[],
): MonthReturns {
  const found = new Map<number, number>();
  for (const [index, at] of time.entries()) {
    const one = value[index] ?? null;
    const date = new Date(at);
    if (one !== null) found.set(date.getUTCFullYear() * 12 + date.getUTCMonth(), one);
  }
  const months = [...found.keys()];
  const first = Math.floor(Math.min(...months) / 12);
  const last = Math.floor(Math.max(...months) / 12);
  return {
    years:
      months.length === 0
        ? []
        : Array.from({ length: last - first + 1 }, (_, year) => first + year),
    of: (year, month) => found.get(year * 12 + month) ?? null,
    largest: [...found.values()].reduce((most, one) => Math.max(most, Math.abs(one)), 0),
  };
}

export const monthNames = [
  'Jan',
  'Feb',
  'Mar',
  'Apr',
  'May',
  'Jun',
  'Jul',
  'Aug',
  'Sep',
  'Oct',
  'Nov',
  'Dec',
] as const;
