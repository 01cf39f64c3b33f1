import { ArchiveError } from '#contract/archive-error.ts';
import type { Input } from '#contract/operations.ts';
import type { Candles } from '#contract/run-page.ts';
import { type Bars, readPriceFile } from '../formats/parquet/price-file.ts';
import type { Archive } from './archive.ts';
import type { OpenRun } from './open-run.ts';
import { priceFilesOf } from './price-files.ts';

type CandleQuery = Omit<Input<'readCandles'>, 'archive' | 'id' | 'run'>;

/** Prices for the trades of a symbol; see the contract. */
export async function readCandles(
  archive: Archive,
  run: OpenRun,
  query: CandleQuery,
): Promise<Candles> {
  const { key, symbol, candles } = query;
  const bars = key === null ? await barsOfOrders(run, symbol) : await barsOf(archive, run, key);
  return joinBars(key, cut(bars, query), candles);
}

async function barsOf(archive: Archive, run: OpenRun, key: string): Promise<Bars> {
  const file = (await priceFilesOf(archive, run)).find((one) => one.key === key);
  if (file === undefined) {
    throw new ArchiveError('not-found', `this backtest names no prices ${key}`);
  }
  return readPriceFile(await file.read());
}

/** Where no prices are stored: what the run itself paid and got. */
async function barsOfOrders(run: OpenRun, symbol: string): Promise<Bars> {
  const orders = await run.table('orders');
  const { rows } = orders.query({
    filter: `price IS NOT NULL AND created_at IS NOT NULL`,
    quick: '',
    sort: [{ column: 'created_at', descending: false }],
    columns: ['symbol', 'created_at', 'price', 'amount'],
    offset: 0,
    limit: orders.count,
  });
  const bars: Bars = { time: [], open: [], high: [], low: [], close: [], volume: [] };
  for (const { cells } of rows) {
    const [ofSymbol, time, price, amount] = cells;
    if (ofSymbol !== symbol || typeof time !== 'number' || typeof price !== 'number') continue;
    bars.time.push(time);
    for (const values of [bars.open, bars.high, bars.low, bars.close]) values.push(price);
    bars.volume.push(typeof amount === 'number' ? amount : null);
  }
  return bars;
}

function cut(bars: Bars, { from, to }: Pick<CandleQuery, 'from' | 'to'>): Bars {
  const isWithin = (time: number) => (from === null || time >= from) && (to === null || time <= to);
  const first = bars.time.findIndex(isWithin);
  const end = bars.time.findLastIndex(isWithin) + 1;
  const part = <Value>(values: Value[]) => (first === -1 ? [] : values.slice(first, end));
  return {
    time: part(bars.time),
    open: part(bars.open),
    high: part(bars.high),
    low: part(bars.low),
    close: part(bars.close),
    volume: part(bars.volume),
  };
}

/** Neighbours become one candle: the first open, the last close, the highest and the lowest price between. */
function joinBars(key: string | null, bars: Bars, most: number): Candles {
  const total = bars.time.length;
  const each = Math.max(1, Math.ceil(total / most));
  const joined: Candles = {
    key,
    total,
    barsPerCandle: each,
    time: [],
    open: [],
    high: [],
    low: [],
    close: [],
    volume: [],
  };
  for (let from = 0; from < total; from += each) {
    const to = Math.min(total, from + each);
    joined.time.push(bars.time[from]!);
    joined.open.push(bars.open[from]!);
    joined.close.push(bars.close[to - 1]!);
    joined.high.push(Math.max(...bars.high.slice(from, to)));
    joined.low.push(Math.min(...bars.low.slice(from, to)));
    joined.volume.push(sumOf(bars.volume.slice(from, to)));
  }
  return joined;
}

function sumOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}
