import type { SeriesPoints } from '#contract/operations.ts';
import type { Series } from '../formats/bundle/series.ts';

/**
 * At most `points` points (0: all) that look the same when drawn: of each bucket the lowest and the
 * highest stay, in their order, and the very first and last. A gap stays where a bucket has nothing else.
 */
export function thinSeries(
  series: Pick<Series, 'time' | 'value' | 'isNull'>,
  points: number,
): SeriesPoints {
  const total = series.time.length;
  const places = points > 0 && total > points ? chosenPlaces(series, points) : allPlaces(total);
  return {
    time: places.map((place) => series.time[place]!),
    value: places.map((place) => valueAt(series, place)),
    total,
  };
}

function chosenPlaces(series: Pick<Series, 'value' | 'isNull'>, points: number): number[] {
  const last = series.value.length - 1;
  if (points < 4) return [0, last].slice(0, points);
  const buckets = Math.floor((points - 2) / 2);
  const places = [0];
  for (let bucket = 0; bucket < buckets; bucket++) {
    const from = 1 + Math.floor((bucket * (last - 1)) / buckets);
    const to = 1 + Math.floor(((bucket + 1) * (last - 1)) / buckets);
    places.push(...extremes(series, from, to));
  }
  places.push(last);
  return places;
}

function extremes(series: Pick<Series, 'value' | 'isNull'>, from: number, to: number): number[] {
  let low = -1;
  let high = -1;
  for (let place = from; place < to; place++) {
    const value = valueAt(series, place);
    if (value === null) continue;
    if (low < 0 || value < series.value[low]!) low = place;
    if (high < 0 || value > series.value[high]!) high = place;
  }
  if (low < 0) return from < to ? [from] : [];
  return low === high ? [low] : [Math.min(low, high), Math.max(low, high)];
}

/** JSON has no NaN and no infinities: all of them are gaps in the line. */
function valueAt(
  { value, isNull }: Pick<Series, 'value' | 'isNull'>,
  place: number,
): number | null {
  const number = value[place]!;
  return isNull?.[place] === 1 || !Number.isFinite(number) ? null : number;
}

function allPlaces(total: number): number[] {
  return Array.from({ length: total }, (_, place) => place);
}
