import { useCallback, useRef } from 'react';
import type { CompareMember } from '#contract/compare.ts';
import type { RunRef, TradeReturns } from '#contract/run-page.ts';
import { drawBars } from '#drawing/draw-bars.ts';
import type { Palette } from '#drawing/picture.ts';
import { useQuery } from '../../engine/use-query.ts';
import { Button } from '../../ui/button.tsx';
import { ChartFrame } from '../../ui/chart/chart-frame.tsx';
import type { ChartPicture } from '../../ui/chart/chart-picture.ts';
import { DrawnPicture } from '../../ui/chart/drawn-picture.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { formatCount, formatCounted, formatNumber } from '../../ui/format.ts';
import { keyOf } from './use-run.ts';
import { useRunCopies } from './use-run-copies.ts';

const BINS = 30;
const HEIGHT = 250;

interface TradeReturnsProps {
  /** Null: not yet to be asked for. */
  runRef: RunRef | null;
  member: CompareMember;
  title: string;
}

/** How the closed trades did: gains and losses in buckets of one width. */
export function TradeReturnsSection({ runRef, member, title }: TradeReturnsProps) {
  const picture = useRef<ChartPicture | null>(null);
  const copies = useRunCopies([member], { kind: 'returns' });
  const answer = useQuery(keyOf(runRef, 'returns'), (engine) =>
    engine.tradeReturns({ ...runRef!, bins: BINS }),
  );
  const returns = answer.isStale || runRef === null ? undefined : answer.value;
  return (
    <ChartFrame
      title="Returns of trades"
      className="run-section"
      definition="Net gain over cost of every closed trade. A border of the buckets lies at 0: none mixes gains and losses."
      note={returns === undefined ? '' : noteOf(returns)}
      table={returns === undefined || returns.count === 0 ? null : tableOf(returns, title)}
      picture={picture}
      copies={copies}
    >
      {answer.error !== undefined && (
        <ErrorNote
          title="The trades could not be read"
          error={answer.error}
          actions={<Button onClick={answer.refresh}>Try again</Button>}
        />
      )}
      {returns !== undefined && returns.count > 0 && (
        <Bars returns={returns} title={title} picture={picture} />
      )}
      {returns?.count === 0 && <p className="soft">No trade was closed.</p>}
    </ChartFrame>
  );
}

interface BarsProps {
  returns: TradeReturns;
  title: string;
  picture: React.RefObject<ChartPicture | null>;
}

function Bars({ returns, title, picture }: BarsProps) {
  const draw = useCallback(
    (width: number, palette: Palette) => {
      const { bins, mean } = returns;
      const [low, high] = [bins[0]!.from, bins.at(-1)!.to];
      return drawBars(
        {
          format: formatCount,
          isCount: true,
          below: 'Return, percent',
          borders: [...bins.map(({ from }) => from), high].map(percent),
          bars: bins.map(({ from, to, count }) => ({
            value: count,
            label: '',
            title: `${percent(from)} to ${percent(to)} %: ${formatCounted(count, 'trade')}`,
            colour: from < 0 ? palette.loss : palette.gain,
          })),
          ...(mean === null
            ? {}
            : { mark: { share: (mean - low) / (high - low), label: `mean ${percent(mean)} %` } }),
        },
        width,
        HEIGHT,
        palette,
      );
    },
    [returns],
  );
  return <DrawnPicture draw={draw} picture={picture} label={`Returns of the trades of ${title}`} />;
}

function noteOf({ count, wins, median, best, worst }: TradeReturns): string {
  if (count === 0 || median === null || best === null || worst === null) return '';
  return (
    `${formatCounted(count, 'closed trade')}, ${formatCount(wins)} with a gain; median ` +
    `${percent(median)} %, best ${percent(best)} %, worst ${percent(worst)} %`
  );
}

function tableOf({ bins }: TradeReturns, title: string) {
  return {
    caption: `Closed trades of ${title} by their return`,
    columns: [
      { label: 'From, percent', isNumber: true },
      { label: 'To, percent', isNumber: true },
      { label: 'Trades', isNumber: true },
    ],
    length: bins.length,
    row: (index: number) => {
      const { from, to, count } = bins[index]!;
      return [percent(from), percent(to), formatCount(count)];
    },
  };
}

function percent(value: number): string {
  return formatNumber(value * 100, 2);
}
