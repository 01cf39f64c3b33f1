import { useMemo, useRef, useState } from 'react';
import type { CellValue } from '#contract/column.ts';
import { quoteText } from '#contract/filter/format-filter.ts';
import type { PriceSource, RunFacts, RunRef } from '#contract/run-page.ts';
import type { RunPart } from '#contract/run-snippet.ts';
import { type Answer, useQuery } from '../../engine/use-query.ts';
import { Button } from '../../ui/button.tsx';
import { ChartFrame } from '../../ui/chart/chart-frame.tsx';
import type { ChartPicture } from '../../ui/chart/chart-picture.ts';
import { Select } from '../../ui/choice.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { formatCounted } from '../../ui/format.ts';
import { CandleChart } from './candle-chart.tsx';
import { markColumns, markOf } from './price-marks.ts';
import { type Drawn, noteOf, tableOf } from './price-notes.ts';
import { sourcesOf, usualSource } from './price-sources.ts';
import { keyOf } from './use-run.ts';
import { useRunCopies } from './use-run-copies.ts';
import type { ShownTrade } from './use-shown-trade.ts';

interface PricesSectionProps {
  runRef: RunRef;
  facts: Answer<RunFacts>;
  span: { start: CellValue; end: CellValue };
  /** Chosen in the trades table. */
  trade: ShownTrade | null;
  onAllTrades: () => void;
}

/** More candles than a very wide screen has room for. */
const CANDLES = 3000;
const MARKS = 4000;
const ORDERS = 'the orders of the run';

/** The trades of one symbol on its price. */
export function PricesSection({ runRef, facts, span, trade, onAllTrades }: PricesSectionProps) {
  const known = facts.isStale ? undefined : facts.value;
  const [chosen, setChosen] = useState<{ symbol: string | null; key: string | null }>({
    symbol: null,
    key: null,
  });
  const symbols = known?.symbols ?? [];
  const wanted = trade?.symbol ?? chosen.symbol;
  const symbol = wanted !== null && symbols.includes(wanted) ? wanted : (symbols[0] ?? null);
  const sources = sourcesOf(known?.prices ?? [], symbol);
  const key = sources.find((one) => one.key === chosen.key)?.key ?? usualSource(sources);
  return (
    <>
      {facts.error !== undefined && (
        <ErrorNote
          title="The inside of the run could not be read"
          error={facts.error}
          actions={<Button onClick={facts.refresh}>Try again</Button>}
        />
      )}
      <Prices
        runRef={runRef}
        isKnown={known !== undefined}
        symbol={symbol}
        source={key}
        span={span}
        trade={trade}
        missing={(known?.prices ?? []).filter(
          (one) => one.symbol === symbol && one.missing !== null,
        )}
        controls={
          <>
            {symbol !== null && (
              <Select
                label="Symbol"
                isLabelHidden
                value={symbol}
                options={symbols.map((value) => ({ value, label: value }))}
                onChange={(value) => {
                  onAllTrades();
                  setChosen({ symbol: value, key: null });
                }}
              />
            )}
            {sources.length > 1 && (
              <Select
                label="Prices"
                isLabelHidden
                value={key ?? ''}
                options={sources.map((one) => ({
                  value: one.key ?? '',
                  label: one.key ?? ORDERS,
                }))}
                onChange={(value) => setChosen({ symbol, key: value === '' ? null : value })}
              />
            )}
            {trade !== null && (
              <Button variant="quiet" onClick={onAllTrades}>
                Show all trades
              </Button>
            )}
          </>
        }
      />
    </>
  );
}

/** What is marked on the price. */
function tradesOf(symbol: string | null): RunPart | null {
  if (symbol === null) return null;
  const filter = `symbol = ${quoteText(symbol)}`;
  return { kind: 'table', table: 'trades', filter, quick: '', sort: [], columns: markColumns };
}

interface PricesProps {
  runRef: RunRef;
  isKnown: boolean;
  symbol: string | null;
  source: string | null;
  span: PricesSectionProps['span'];
  trade: ShownTrade | null;
  missing: readonly PriceSource[];
  controls: React.ReactNode;
}

function Prices(props: PricesProps) {
  const { runRef, isKnown, symbol, source, span, trade, missing, controls } = props;
  const picture = useRef<ChartPicture | null>(null);
  const from = typeof span.start === 'number' ? span.start : null;
  const to = typeof span.end === 'number' ? span.end : null;
  const key = symbol === null ? null : keyOf(runRef, symbol, source, from, to);
  const answer = useQuery(key, async (engine): Promise<Drawn> => {
    const filter = `symbol = ${quoteText(symbol!)}`;
    const [candles, trades] = await Promise.all([
      engine.readCandles({ ...runRef, symbol: symbol!, key: source, from, to, candles: CANDLES }),
      engine.queryRunRows({
        ...runRef,
        table: 'trades',
        filter,
        quick: '',
        sort: [],
        columns: markColumns,
        offset: 0,
        limit: MARKS,
      }),
    ]);
    const marks = trades.rows.map(({ cells }) => markOf(cells)).filter((mark) => mark !== null);
    return { candles, trades: marks, total: trades.total };
  });
  const drawn = answer.isStale || symbol === null ? undefined : answer.value;
  const copies = [
    ...useRunCopies([runRef], tradesOf(symbol), 'the trades'),
    ...useRunCopies(
      [runRef],
      symbol === null ? null : { kind: 'prices', symbol, key: source },
      'the prices',
    ),
  ];
  const table = useMemo(
    () => (drawn === undefined ? null : tableOf(drawn, symbol)),
    [drawn, symbol],
  );
  return (
    <ChartFrame
      title="Trades on the price"
      className="run-section"
      controls={controls}
      note={drawn === undefined ? '' : noteOf(drawn, source, missing)}
      table={table}
      picture={picture}
      copies={copies}
    >
      {answer.error !== undefined && (
        <ErrorNote
          title="The prices could not be read"
          error={answer.error}
          actions={<Button onClick={answer.refresh}>Try again</Button>}
        />
      )}
      {isKnown && symbol === null && <p className="soft">The run traded nothing.</p>}
      {drawn !== undefined && drawn.candles.time.length === 0 && (
        <p className="soft">There are no prices within the run's window.</p>
      )}
      {drawn !== undefined && drawn.candles.time.length > 0 && (
        <>
          <CandleChart
            candles={drawn.candles}
            trades={drawn.trades}
            trade={trade}
            picture={picture}
            label={`${symbol} with ${formatCounted(drawn.trades.length, 'trade')}`}
          />
          <p className="run-notice faint">
            Chart: TradingView Lightweight Charts™, © TradingView, Inc.,{' '}
            <a href="https://www.tradingview.com/" target="_blank" rel="noopener noreferrer">
              tradingview.com
            </a>
          </p>
        </>
      )}
    </ChartFrame>
  );
}
