import { useCallback, useMemo, useRef } from 'react';
import type { CompareMember } from '#contract/compare.ts';
import type { SeriesPoints } from '#contract/operations.ts';
import { drawBars } from '#drawing/draw-bars.ts';
import { drawMonths } from '#drawing/draw-months.ts';
import { monthNames, monthReturns } from '#drawing/month-returns.ts';
import type { Palette } from '#drawing/picture.ts';
import type { Answer } from '../../engine/use-query.ts';
import { ChartFrame } from '../../ui/chart/chart-frame.tsx';
import type { ChartPicture } from '../../ui/chart/chart-picture.ts';
import { DrawnPicture } from '../../ui/chart/drawn-picture.tsx';
import { formatNumber } from '../../ui/format.ts';
import type { RunSeries } from './use-run.ts';
import { useRunCopies } from './use-run-copies.ts';

interface ReturnsSectionProps {
  member: CompareMember;
  answer: Answer<RunSeries>;
  title: string;
}

/** Returns by month, as a calendar, and by year, as bars. */
export function ReturnsSection({ member, answer, title }: ReturnsSectionProps) {
  const series = answer.isStale ? undefined : answer.value;
  return (
    <div className="run-stack" aria-busy={series === undefined && answer.error === undefined}>
      <Months member={member} points={series?.monthly_returns} title={title} />
      <Years member={member} points={series?.yearly_returns} title={title} />
    </div>
  );
}

interface PartProps {
  member: CompareMember;
  points: SeriesPoints | undefined;
  title: string;
}

const none: SeriesPoints = { time: [], value: [], total: 0 };

function Months({ member, points = none, title }: PartProps) {
  const copies = useRunCopies([member], { kind: 'series', series: ['monthly_returns'] });
  const picture = useRef<ChartPicture | null>(null);
  const months = useMemo(() => monthReturns(points.time, points.value), [points]);
  const draw = useCallback(
    (width: number, palette: Palette) => drawMonths(months, width, sayPercent, palette),
    [months],
  );
  const hasMonths = months.years.length > 0;
  return (
    <ChartFrame
      title="Returns by month"
      copies={copies}
      className="run-section"
      definition="Change from the last value of the month before to that of the month, in percent, as the framework computes it: the first month has none. The depth of the colour shows the size."
      table={
        hasMonths
          ? {
              caption: `Returns by month of ${title}, percent`,
              columns: [
                { label: 'Year' },
                ...monthNames.map((label) => ({ label, isNumber: true })),
              ],
              length: months.years.length,
              row: (index) => {
                const year = months.years[index]!;
                const cells = monthNames.map((_, month) => months.of(year, month));
                return [
                  String(year),
                  ...cells.map((value) => (value === null ? '–' : sayPercent(value))),
                ];
              },
            }
          : null
      }
      picture={picture}
    >
      {hasMonths ? (
        <DrawnPicture draw={draw} picture={picture} label={`Returns by month of ${title}`} />
      ) : (
        <p className="soft">The run holds none: they compare the ends of two months.</p>
      )}
    </ChartFrame>
  );
}

const YEARS_HEIGHT = 150;

function Years({ member, points = none, title }: PartProps) {
  const copies = useRunCopies([member], { kind: 'series', series: ['yearly_returns'] });
  const picture = useRef<ChartPicture | null>(null);
  const draw = useCallback(
    (width: number, palette: Palette) =>
      drawBars(
        {
          format: (value) => `${formatNumber(value * 100, 0)} %`,
          widest: 64,
          bars: points.time.map((time, index) => {
            const value = points.value[index] ?? 0;
            const year = yearOf(time);
            return {
              value,
              label: year,
              title: `${year}: ${sayPercent(value)} %`,
              colour: value < 0 ? palette.loss : palette.gain,
            };
          }),
        },
        width,
        YEARS_HEIGHT,
        palette,
      ),
    [points],
  );
  const hasYears = points.time.length > 0;
  return (
    <ChartFrame
      title="Returns by year"
      copies={copies}
      className="run-section"
      definition="Change from the last value of the year before to that of the year, as the framework computes it."
      table={
        hasYears
          ? {
              caption: `Returns by year of ${title}`,
              columns: [{ label: 'Year' }, { label: 'Return, percent', isNumber: true }],
              length: points.time.length,
              row: (index) => [
                yearOf(points.time[index]!),
                points.value[index] === null ? '–' : sayPercent(points.value[index] ?? 0),
              ],
            }
          : null
      }
      picture={picture}
    >
      {hasYears ? (
        <DrawnPicture draw={draw} picture={picture} label={`Returns by year of ${title}`} />
      ) : (
        <p className="soft">The run holds none: they compare the ends of two years.</p>
      )}
    </ChartFrame>
  );
}

function yearOf(time: number): string {
  return String(new Date(time).getUTCFullYear());
}

/** "+2.31": the title says that it is percent. */
function sayPercent(value: number): string {
  return formatNumber(value * 100, 2, true);
}
