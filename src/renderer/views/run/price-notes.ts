import type { Candles, PriceSource } from '#contract/run-page.ts';
import type { ChartTableData } from '../../ui/chart/chart-table.tsx';
import { formatCount, formatCounted, formatNumber, formatTime } from '../../ui/format.ts';
import { isCovered, type TradeMark } from './price-marks.ts';

/** What is drawn of one symbol. */
export interface Drawn {
  candles: Candles;
  trades: TradeMark[];
  total: number;
}

/** Where the prices are from, and what is left out or joined. */
export function noteOf(
  { candles, trades, total }: Drawn,
  source: string | null,
  missing: readonly PriceSource[],
): string {
  const parts = [
    source === null
      ? `No prices are stored with this run: the line joins the prices of its own ${formatCounted(candles.total, 'order')}.`
      : `${source}, ${formatCounted(candles.total, 'bar')}.`,
  ];
  if (source === null && missing.length > 0) {
    parts[0] = `${missing.map((one) => one.key).join(', ')} is named by the bundle but ${
      missing[0]!.missing === 'outside' ? 'lies outside of the archive' : 'not stored'
    }: the line joins the prices of the run's own orders.`;
  }
  if (candles.barsPerCandle > 1) {
    parts.push(`Each candle joins ${formatCount(candles.barsPerCandle)} bars.`);
  }
  const outside = trades.filter(({ openedAt }) => !isCovered(candles.time, openedAt)).length;
  if (outside > 0) {
    parts.push(
      `${formatCounted(outside, 'trade')} of ${formatCount(trades.length)} lie outside of the stored prices and are not drawn.`,
    );
  }
  if (total > trades.length) {
    parts.push(
      `${formatCount(trades.length)} of ${formatCount(total)} trades are marked; the table below has all.`,
    );
  }
  return parts.join(' ');
}

/** The trades that are marked. */
export function tableOf({ trades }: Drawn, symbol: string | null): ChartTableData {
  const price = (value: number | null) => (value === null ? '–' : String(value));
  return {
    caption: `Trades of ${symbol}`,
    columns: [
      { label: 'Trade', isNumber: true },
      { label: 'Side' },
      { label: 'Opened' },
      { label: 'Price', isNumber: true },
      { label: 'Closed' },
      { label: 'Close price', isNumber: true },
      { label: 'Net gain, account currency', isNumber: true },
    ],
    length: trades.length,
    row: (index: number) => {
      const mark = trades[index]!;
      return [
        String(mark.no),
        mark.side ?? '–',
        formatTime(mark.openedAt),
        price(mark.openPrice),
        mark.closedAt === null ? 'open' : formatTime(mark.closedAt),
        price(mark.closePrice),
        mark.netGain === null ? '–' : formatNumber(mark.netGain, 2, true),
      ];
    },
  };
}
