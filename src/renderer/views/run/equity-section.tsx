import { useRef, useState } from 'react';
import type { CompareMember } from '#contract/compare.ts';
import type { Answer } from '../../engine/use-query.ts';
import { Button } from '../../ui/button.tsx';
import { ChartFrame } from '../../ui/chart/chart-frame.tsx';
import type { ChartPicture } from '../../ui/chart/chart-picture.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { formatCount } from '../../ui/format.ts';
import { curveTable } from './equity-curves.ts';
import { EquityPlots } from './equity-plots.tsx';
import type { RunSeries } from './use-run.ts';
import { useRunCopies } from './use-run-copies.ts';

interface EquitySectionProps {
  member: CompareMember;
  answer: Answer<RunSeries>;
  title: string;
}

const drawnSeries = ['equity_curve', 'drawdown_series', 'rolling_sharpe_ratio'] as const;

/** Equity with drawdown and rolling Sharpe below. */
export function EquitySection({ member, answer, title }: EquitySectionProps) {
  const copies = useRunCopies([member], { kind: 'series', series: [...drawnSeries] });
  const picture = useRef<ChartPicture | null>(null);
  const [isLog, setLog] = useState(false);
  const curves = answer.isStale ? undefined : answer.value;
  const equity = curves?.equity_curve;
  const hasPoints = equity !== undefined && equity.time.length > 0;
  return (
    <ChartFrame
      title="Equity, drawdown and rolling Sharpe"
      copies={copies}
      className="run-section"
      note={noteOf(equity)}
      controls={
        <Button variant="quiet" isPressed={isLog} onClick={() => setLog(!isLog)}>
          Log scale
        </Button>
      }
      table={hasPoints ? curveTable(curves!, title) : null}
      picture={picture}
    >
      {answer.error !== undefined && (
        <ErrorNote
          title="The curves could not be read"
          error={answer.error}
          actions={<Button onClick={answer.refresh}>Try again</Button>}
        />
      )}
      {answer.error === undefined && (
        <div className="run-equity" aria-busy={curves === undefined}>
          {hasPoints && (
            <EquityPlots curves={curves!} title={title} isLog={isLog} picture={picture} />
          )}
          {curves !== undefined && !hasPoints && (
            <p className="soft">The run holds no equity curve.</p>
          )}
        </div>
      )}
    </ChartFrame>
  );
}

function noteOf(equity: RunSeries['equity_curve'] | undefined): string {
  const about = 'Drag to zoom, double-click to see all. Times are UTC.';
  if (equity === undefined || equity.total <= equity.time.length) return about;
  return (
    `${formatCount(equity.time.length)} of ${formatCount(equity.total)} points are drawn; ` +
    `highs and lows are kept. ${about}`
  );
}
