import { cellOf, type RowSource, type TableRow } from './row-source.ts';

/** Rows of a request when many are walked over: as numbers alone, and with their cells. */
const NUMBERS_STEP = 10_000;
const STEP = 1000;

/** The numbers of the rows from `first` before `end`, known rows first; null when it was called off. */
export async function numbersBetween<Row extends TableRow>(
  source: RowSource<Row>,
  rowAt: (index: number) => Row | undefined,
  first: number,
  end: number,
  isCalledOff: () => boolean,
): Promise<number[] | null> {
  const known = Array.from({ length: Math.min(end - first, STEP) }, (_, at) => rowAt(first + at));
  if (known.length === end - first && known.every((row) => row !== undefined)) {
    return known.map((row) => row.no);
  }
  const nos: number[] = [];
  for (let offset = first; offset < end; offset += NUMBERS_STEP) {
    const window = await source.numbers(offset, Math.min(NUMBERS_STEP, end - offset));
    if (isCalledOff()) return null;
    nos.push(...window);
    if (window.length === 0) break;
  }
  return nos;
}

/** Rows that are selected, in order, at most `limit`; `isMore`: there were others. */
export async function selectedRows<Row extends TableRow>(
  source: RowSource<Row>,
  isWanted: (no: number) => boolean,
  count: number,
  limit: number,
): Promise<{ rows: Row[]; isMore: boolean }> {
  const rows: Row[] = [];
  for (let offset = 0; rows.length < count; offset += STEP) {
    const { rows: window, total } = await source.load(offset, STEP);
    for (const row of window) {
      if (!isWanted(row.no)) continue;
      if (rows.length === limit) return { rows, isMore: true };
      rows.push(row);
    }
    if (window.length === 0 || offset + STEP >= total) break;
  }
  return { rows, isMore: false };
}

/** Tab-separated with a head, as spreadsheets paste it. Values are what is stored, not what is shown. */
export function toTsv(columns: readonly string[], rows: readonly TableRow[]): string {
  const lines = rows.map((row) => columns.map((id) => plain(cellOf(row, id))));
  return [columns.map(plain), ...lines].map((line) => line.join('\t')).join('\n');
}

/** A tab or line break would begin another cell. */
function plain(value: string | number | null | undefined): string {
  return value === null || value === undefined ? '' : String(value).replace(/[\t\r\n]+/g, ' ');
}
