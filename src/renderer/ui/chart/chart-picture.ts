/** What a chart hands over so that it can be saved. The frame adds title, note and ground. */
export interface ChartPicture {
  /** As it is on screen, at twice its size for print. */
  canvas: () => HTMLCanvasElement | Promise<HTMLCanvasElement>;
  /** An `<svg>` element with its size; null where the chart's library paints pixels only. */
  svg: (() => string | Promise<string>) | null;
}

/** Everything painted inside an element, as one canvas: for libraries that use several. */
export function canvasOf(element: Element): HTMLCanvasElement {
  const box = element.getBoundingClientRect();
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(box.width * 2);
  canvas.height = Math.round(box.height * 2);
  const context = canvas.getContext('2d');
  context?.scale(2, 2);
  for (const part of element.querySelectorAll('canvas')) {
    const at = part.getBoundingClientRect();
    context?.drawImage(part, at.left - box.left, at.top - box.top, at.width, at.height);
  }
  return canvas;
}

interface Surround {
  title: string;
  /** What the frame says below the title: filter, limits. Empty for nothing. */
  note: string;
  background: string;
  text: string;
  faint: string;
}

const PADDING = 16;
const TITLE_LINE = 20;
const NOTE_LINE = 18;
const FONT = '"Inter Variable", system-ui, sans-serif';

/** A PNG of twice the size on screen, with title and note above the picture. */
export async function pngOf(picture: ChartPicture, surround: Surround): Promise<Blob> {
  const inner = await picture.canvas();
  const head = headHeight(surround);
  const canvas = document.createElement('canvas');
  canvas.width = inner.width + 2 * PADDING * 2;
  canvas.height = inner.height + (head + PADDING) * 2;
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('the browser gives no canvas to draw on');
  context.fillStyle = surround.background;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(inner, PADDING * 2, head * 2);
  context.scale(2, 2);
  context.textBaseline = 'top';
  context.fillStyle = surround.text;
  context.font = `600 15px ${FONT}`;
  context.fillText(surround.title, PADDING, PADDING);
  context.fillStyle = surround.faint;
  context.font = `12px ${FONT}`;
  context.fillText(surround.note, PADDING, PADDING + TITLE_LINE + 2);
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob === null ? reject(new Error('the picture is too large')) : resolve(blob)),
      'image/png',
    );
  });
}

/** A file of its own: title and note above the chart's own `<svg>`. */
export function svgDocument(inner: string, surround: Surround): string {
  const { width, height } = sizeOf(inner);
  const head = headHeight(surround);
  const whole = { width: width + 2 * PADDING, height: height + head + PADDING };
  const placed = inner.replace('<svg ', `<svg x="${PADDING}" y="${head}" `);
  const line = (text: string, y: number, size: number, weight: number, colour: string) =>
    `<text x="${PADDING}" y="${y}" font-size="${size}" font-weight="${weight}" fill="${colour}">${escapeXml(text)}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${whole.width}" height="${whole.height}" viewBox="0 0 ${whole.width} ${whole.height}" font-family="${escapeXml(FONT)}">`,
    `<title>${escapeXml(surround.title)}</title>`,
    `<rect width="${whole.width}" height="${whole.height}" fill="${surround.background}"/>`,
    line(surround.title, PADDING + 14, 15, 600, surround.text),
    surround.note === '' ? '' : line(surround.note, PADDING + 34, 12, 400, surround.faint),
    placed,
    '</svg>',
  ].join('\n');
}

/** Text and attribute values; control characters, which XML has no place for, go. */
export function escapeXml(text: string): string {
  return text
    .replaceAll(/(?![\t\n\r])[\p{Cc}\p{Cs}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function headHeight({ note }: Surround): number {
  return PADDING + TITLE_LINE + (note === '' ? 0 : NOTE_LINE) + 8;
}

function sizeOf(svg: string): { width: number; height: number } {
  const tag = /^[^>]*>/.exec(svg)?.[0] ?? '';
  const read = (name: string) => Number(new RegExp(`\\s${name}="([\\d.]+)`).exec(tag)?.[1]);
  const [width, height] = [read('width'), read('height')];
  if (!(width > 0 && height > 0)) throw new Error('the picture has no size');
  return { width, height };
}
