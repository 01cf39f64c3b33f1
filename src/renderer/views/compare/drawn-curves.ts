import type { Band, ComparedCurves } from '#contract/compare.ts';
import type { ChartColours } from '../../ui/chart/chart-colours.ts';
import type { CurveLine } from './curve-options.ts';
import { lineStyle } from './line-styles.ts';

export interface DrawnCurves {
  lines: CurveLine[];
  bands: { series: [number, number]; fill: string }[];
  values: (number | null)[][];
  /** Which run a line is, by its place in the comparison; null for a quantile. */
  places: (number | null)[];
}

interface Drawing {
  curves: ComparedCurves;
  what: 'equity' | 'drawdown';
  hidden: ReadonlySet<number>;
  baseline: number;
  isLog: boolean;
  colours: ChartColours;
}

/** More lines than these are one pixel wide: where there is no graphics card, wider ones take six times as long. */
const MANY = 12;

const quantiles = ['p10', 'p90', 'p25', 'p75', 'median'] as const satisfies (keyof Band)[];

/** The lines of one chart, the baseline last and so on top. */
export function drawnCurves(drawing: Drawing): DrawnCurves {
  const { curves, what, hidden, baseline, colours } = drawing;
  const drawn: DrawnCurves = { lines: [], bands: [], values: [], places: [] };
  const add = (line: CurveLine, values: readonly (number | null)[], place: number | null) => {
    drawn.lines.push(line);
    drawn.values.push(drawing.isLog ? values.map(aboveZero) : [...values]);
    drawn.places.push(place);
  };
  const band = curves.bands?.[what];
  if (band !== undefined) {
    for (const name of quantiles) {
      const width = name === 'median' ? 2 : 0.5;
      add({ stroke: colours.series[0]!, dash: [], width }, band[name], null);
    }
    drawn.bands = [
      { series: [2, 1], fill: `${colours.series[0]}22` },
      { series: [4, 3], fill: `${colours.series[0]}33` },
    ];
  }
  const order = curves.curves
    .filter(({ place }) => !hidden.has(place))
    .sort((a, b) => Number(a.place === baseline) - Number(b.place === baseline));
  const width = order.length > MANY ? 1 : 1.25;
  for (const curve of order) {
    const isBaseline = curve.place === baseline;
    const style = lineStyle(curve.place, colours.series);
    const stroke = band === undefined ? style.colour : colours.series[1]!;
    add({ stroke, dash: style.dash, width: isBaseline ? 2.25 : width }, curve[what], curve.place);
  }
  return drawn;
}

/** A logarithm knows nothing at or below zero. */
function aboveZero(value: number | null): number | null {
  return value !== null && value > 0 ? value : null;
}
