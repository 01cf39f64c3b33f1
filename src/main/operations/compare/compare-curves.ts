import type { CurvesRequest } from '#contract/compare.ts';
import { type ComparedCurve, type ComparedCurves, CURVES_AT_MOST } from '#contract/compare.ts';
import { type Curve, rebased } from './curve.ts';
import type { CurveShelf } from './curve-shelf.ts';
import { quantileBand } from './quantile-band.ts';
import { overAxis, sharedAxis } from './shared-axis.ts';
import { wireNumber } from './wire-number.ts';

const none: Curve = { time: new Float64Array(0), value: new Float64Array(0) };

/** Equity and drawdown of every run on one axis of times, or beyond `CURVES_AT_MOST` runs their quantiles. */
export async function compareCurves(
  shelf: CurveShelf,
  { members, scale, points, baseline }: Omit<CurvesRequest, 'picture'>,
  signal: AbortSignal,
): Promise<ComparedCurves> {
  const { curves, failed } = await shelf.read(members, signal);
  const found = curves.flatMap((run, place) => {
    if (run === null) return [];
    const equity = scale === 'rebased' ? (rebased(run.equity) ?? none) : run.equity;
    return [{ place, equity, drawdown: run.drawdown }];
  });
  const axis = sharedAxis(
    found.flatMap(({ equity, drawdown }) => [equity, drawdown]),
    points,
  );
  const over = found.map(({ place, equity, drawdown }) => ({
    place,
    equity: overAxis(equity, axis),
    drawdown: overAxis(drawdown, axis).map(belowZero),
  }));
  const isBand = members.length > CURVES_AT_MOST;
  const drawn = isBand ? over.filter(({ place }) => place === baseline) : over;
  const bandOf = (name: 'equity' | 'drawdown') =>
    quantileBand(
      over.map((curve) => curve[name]),
      axis.time.length,
    );
  return {
    time: Array.from(axis.time, Math.round),
    isThinned: axis.isThinned,
    longest: Math.max(0, ...found.map(({ equity }) => equity.time.length)),
    curves: drawn.map(
      ({ place, equity, drawdown }): ComparedCurve => ({
        place,
        equity: Array.from(equity, wireNumber),
        drawdown: Array.from(drawdown, wireNumber),
      }),
    ),
    bands: isBand ? { equity: bandOf('equity'), drawdown: bandOf('drawdown') } : null,
    failed,
  };
}

/** The framework writes falls above zero in some versions and below in others. */
function belowZero(fall: number): number {
  return fall === 0 ? 0 : -Math.abs(fall);
}
