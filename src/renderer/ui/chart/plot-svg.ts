import type uPlot from 'uplot';
import { CHART_FONT, type ChartColours } from './chart-colours.ts';
import { escapeXml } from './chart-picture.ts';

/** A plot with what its axes say. */
export interface DrawnPlot {
  plot: uPlot;
  /** Pairs of series between which the ground is coloured. */
  bands: readonly { series: [number, number]; fill: string }[];
  /** Pixels from the top of the picture. */
  top: number;
  /** What stands beside a value. */
  format: (value: number) => string;
  /** What stands below a time, in seconds; null where another plot below says it. */
  time: ((seconds: number) => string) | null;
}

/** Lines across. */
const ROWS = 4;
/** Times below. */
const TIMES = 6;

/** Plots below each other as shapes, as they stand on screen: the library itself paints pixels only. */
export function svgOfPlots(
  plots: readonly DrawnPlot[],
  size: { width: number; height: number },
  colours: ChartColours,
): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" viewBox="0 0 ${size.width} ${size.height}" font-family="${escapeXml(CHART_FONT)}" font-size="11">`,
    ...plots.map(
      (drawn) => `<g transform="translate(0 ${drawn.top})">${groupOf(drawn, colours)}</g>`,
    ),
    '</svg>',
  ].join('\n');
}

function groupOf({ plot, bands, format, time }: DrawnPlot, colours: ChartColours): string {
  const ratio = plot.bbox.width / plot.over.clientWidth || 1;
  const box = {
    left: plot.bbox.left / ratio,
    top: plot.bbox.top / ratio,
    width: plot.bbox.width / ratio,
    height: plot.bbox.height / ratio,
  };
  const text = (x: number, y: number, anchor: string, said: string) =>
    `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}" fill="${colours.faint}">${escapeXml(said)}</text>`;
  const rows = Array.from({ length: ROWS + 1 }, (_, row) => {
    const y = (row * box.height) / ROWS;
    const line = `<path d="M${box.left} ${round(box.top + y)}h${round(box.width)}" stroke="${colours.hairline}"/>`;
    return line + text(box.left - 6, box.top + y + 4, 'end', format(plot.posToVal(y, 'y')));
  });
  const times = Array.from({ length: time === null ? 0 : TIMES }, (_, at) => {
    const x = (at * box.width) / (TIMES - 1);
    const anchor = at === 0 ? 'start' : at === TIMES - 1 ? 'end' : 'middle';
    const y = box.top + box.height + 16;
    return text(box.left + x, y, anchor, time!(plot.posToVal(x, 'x')));
  });
  const place = (at: number, series: number): string | null => {
    const value = plot.data[series]?.[at];
    if (value === null || value === undefined) return null;
    const x = box.left + plot.valToPos(plot.data[0]![at]!, 'x');
    return `${round(x)} ${round(box.top + plot.valToPos(value, 'y'))}`;
  };
  const areas = bands.map((band) => areaOf(plot, band, place));
  const lines = plot.series.slice(1).map((series, at) => {
    if (series.show === false) return '';
    const dash = series.dash?.length ? ` stroke-dasharray="${series.dash.join(' ')}"` : '';
    const colour = paintOf(series.stroke, plot, at + 1);
    return `<path d="${pathOf(plot, at + 1, place)}" fill="none" stroke="${colour}" stroke-width="${series.width ?? 1}"${dash}/>`;
  });
  return [...rows, ...times, ...areas, ...lines].join('\n');
}

type Place = (at: number, series: number) => string | null;

function pathOf(plot: uPlot, series: number, place: Place): string {
  let path = '';
  let isPen = false;
  for (let at = 0; at < plot.data[0]!.length; at++) {
    const point = place(at, series);
    if (point !== null) path += `${isPen ? 'L' : 'M'}${point}`;
    isPen = point !== null;
  }
  return path;
}

function areaOf(
  plot: uPlot,
  { series: [upper, lower], fill }: DrawnPlot['bands'][number],
  place: Place,
) {
  const [there, back]: [string[], string[]] = [[], []];
  for (let at = 0; at < plot.data[0]!.length; at++) {
    const [up, down] = [place(at, upper), place(at, lower)];
    if (up === null || down === null) continue;
    there.push(up);
    back.push(down);
  }
  if (there.length === 0) return '';
  return `<path d="M${[...there, ...back.toReversed()].join('L')}Z" fill="${escapeXml(fill)}"/>`;
}

function paintOf(paint: unknown, plot: uPlot, series: number): string {
  const colour: unknown = typeof paint === 'function' ? paint(plot, series) : paint;
  return typeof colour === 'string' ? escapeXml(colour) : 'none';
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
