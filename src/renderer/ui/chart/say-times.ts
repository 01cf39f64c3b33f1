import { formatDay } from '../format.ts';

const MONTH = 28 * 86_400;

/**
 * What stands below the marks of an axis of times, in seconds: "2021-10", or where the marks are days apart "10-05",
 * with the year at the first of them and wherever it changes.
 */
export function sayTimes(marks: readonly number[], step: number): string[] {
  const days = marks.map((seconds) => formatDay(seconds * 1000));
  if (step >= MONTH) return days.map((day) => day.slice(0, 7));
  return days.map((day, place) =>
    day.slice(0, 4) === days[place - 1]?.slice(0, 4) ? day.slice(5) : day,
  );
}
