/**
 * A chart as shapes: drawn by the page as elements, by the report and the saved files as text. Coordinates are
 * pixels from the upper left corner.
 */
export interface Picture {
  width: number;
  height: number;
  shapes: Shape[];
}

export interface Shape {
  tag: 'path' | 'rect' | 'line' | 'text' | 'circle';
  attributes: Readonly<Record<string, string | number>>;
  text?: string;
  /** Said when the pointer rests on it. */
  title?: string;
}

/** Colours, as CSS writes them; the page and the report pass their own variables. */
export interface Palette {
  text: string;
  faint: string;
  hairline: string;
  canvas: string;
  gain: string;
  loss: string;
  lossSoft: string;
  series: readonly string[];
}

export const FONT_SIZE = 11;

/** `<svg>` with its size; every text is escaped. `label` is its name for readers. */
export function svgOf({ width, height, shapes }: Picture, label = ''): string {
  const named = label === '' ? '' : ` role="img" aria-label="${escapeMarkup(label)}"`;
  const head =
    `<svg width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" ` +
    `xmlns="http://www.w3.org/2000/svg" font-size="${FONT_SIZE}"${named}>`;
  return `${head}${shapes.map(textOf).join('')}</svg>`;
}

/** Text and attribute values of HTML and XML; control characters, which XML has no place for, go. */
export function escapeMarkup(text: string): string {
  return text
    .replaceAll(/(?![\t\n\r])[\p{Cc}\p{Cs}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

function textOf({ tag, attributes, text = '', title }: Shape): string {
  const list = Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escapeMarkup(String(value))}"`)
    .join('');
  const said = title === undefined ? '' : `<title>${escapeMarkup(title)}</title>`;
  return `<${tag}${list}>${said}${escapeMarkup(text)}</${tag}>`;
}
