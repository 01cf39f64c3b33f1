import type { RowsKind } from '#contract/row-columns.ts';
import type { RowPlaces } from './row-places.ts';
import type { Snapshot } from './snapshot.ts';

export function placesOf(snapshot: Snapshot, rows: RowsKind): RowPlaces {
  const known = snapshot.places.get(rows);
  if (known) return known;
  const places = rows === 'backtests' ? readBacktests(snapshot) : readParts(snapshot, rows);
  snapshot.places.set(rows, places);
  return places;
}

function readBacktests(snapshot: Snapshot): RowPlaces {
  const order = snapshot.origin === 'reference' ? 'no' : 'handle';
  const nos = snapshot.db.prepare(`SELECT no FROM backtests ORDER BY ${order}`).pluck().all();
  return { ...inverted(Int32Array.from(nos as number[])), backtestPlaces: null };
}

/** Position of a part in its bundle. */
const positions = { studies: 'study', runs: 'run' } as const;

function readParts(snapshot: Snapshot, rows: keyof typeof positions): RowPlaces {
  const backtests = placesOf(snapshot, 'backtests');
  // From the index alone, in the order of backtest numbers and positions; numbers alone take little memory.
  const order = `FROM ${rows} ORDER BY backtest_no, ${positions[rows]}`;
  const backtestNos = snapshot.db.prepare(`SELECT backtest_no ${order}`).pluck().all() as number[];
  const partNos = snapshot.db.prepare(`SELECT no ${order}`).pluck().all() as number[];
  const starts = new Int32Array(backtests.nos.length + 1);
  for (const no of backtestNos) countAt(starts, backtests.placeOf[no] as number);
  for (let place = 1; place < starts.length; place += 1) addTo(starts, place, starts[place - 1]);
  const nos = new Int32Array(partNos.length);
  const backtestPlaces = new Int32Array(partNos.length);
  for (let at = 0; at < partNos.length; at += 1) {
    const backtestPlace = backtests.placeOf[backtestNos[at] as number] as number;
    const place = starts[backtestPlace] as number;
    nos[place] = partNos[at] as number;
    backtestPlaces[place] = backtestPlace;
    starts[backtestPlace] = place + 1;
  }
  return { ...inverted(nos), backtestPlaces };
}

/** One more part; the parts of the backtest after it start one later. */
function countAt(starts: Int32Array, backtestPlace: number): void {
  addTo(starts, backtestPlace + 1, 1);
}

function addTo(numbers: Int32Array, at: number, by: number | undefined): void {
  numbers[at] = (numbers[at] as number) + (by as number);
}

function inverted(nos: Int32Array): { nos: Int32Array; placeOf: Int32Array } {
  const greatest = nos.reduce((most, no) => Math.max(most, no), 0);
  const placeOf = new Int32Array(greatest + 1).fill(-1);
  for (let place = 0; place < nos.length; place += 1) placeOf[nos[place] as number] = place;
  return { nos, placeOf };
}
