/** The theme's colours, for what is painted. Read again when the theme turns. */
export interface ChartColours {
  canvas: string;
  surface: string;
  sunken: string;
  hairline: string;
  border: string;
  text: string;
  soft: string;
  faint: string;
  accent: string;
  selected: string;
  gain: string;
  loss: string;
  gainSoft: string;
  lossSoft: string;
  /** Side by side: distinct in lightness and hue for every common colour vision. */
  series: readonly string[];
  isDark: boolean;
}

export const CHART_FONT = '"Inter Variable", system-ui, sans-serif';

export function chartColours(element: Element): ChartColours {
  const style = getComputedStyle(element);
  const read = (name: string) => style.getPropertyValue(name).trim();
  return {
    canvas: read('--canvas'),
    surface: read('--surface'),
    sunken: read('--sunken'),
    hairline: read('--hairline'),
    border: read('--border'),
    text: read('--text'),
    soft: read('--text-soft'),
    faint: read('--text-faint'),
    accent: read('--accent'),
    selected: read('--selected'),
    gain: read('--gain'),
    loss: read('--loss'),
    gainSoft: read('--gain-soft'),
    lossSoft: read('--loss-soft'),
    series: [1, 2, 3, 4, 5, 6].map((number) => read(`--series-${number}`)),
    isDark: style.colorScheme === 'dark' || read('--canvas').startsWith('#1'),
  };
}

/**
 * From little to much, in even steps of lightness (cividis, Nuñez et al. 2018, doi:10.1371/journal.pone.0199239):
 * read the same by every common colour vision, and in grey.
 */
const cividis = [
  '#00224e',
  '#123570',
  '#3b496c',
  '#575d6d',
  '#707173',
  '#8a8678',
  '#a59c74',
  '#c3b369',
  '#e1cc55',
  '#fee838',
] as const;

/** Bright stands for much on a dark ground as on a light one, so that a picture means the same in both. */
export const muchScale: readonly string[] = cividis;

/** From loss to gain through the ground: orange and teal stay apart for every common colour vision. */
export function gainScale({ loss, gain, isDark }: ChartColours): readonly string[] {
  return [loss, isDark ? '#2d3239' : '#eef0f2', gain];
}

/** The colour at a share of a scale. `share` from 0 to 1; beyond that, its ends. */
export function colourAt(scale: readonly string[], share: number): string {
  const at = Math.min(1, Math.max(0, share)) * (scale.length - 1);
  const low = Math.min(scale.length - 2, Math.floor(at));
  const [from, to] = [channels(scale[low]!), channels(scale[low + 1]!)];
  const mixed = from.map((part, index) => Math.round(part + (to[index]! - part) * (at - low)));
  return `#${mixed.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

/** What can be read on a colour: black or white, whichever stands out more (WCAG 2.2). */
export function inkOn(colour: string): '#000000' | '#ffffff' {
  // Contrast with white equals that with black where the luminance is 0.179.
  return luminance(colour) > 0.179 ? '#000000' : '#ffffff';
}

function luminance(colour: string): number {
  const [red, green, blue] = channels(colour)
    .map((part) => part / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function channels(colour: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
}
