import { escapeMarkup } from '#drawing/picture.ts';

/** HTML that is safe to put into a page: only `html` and `trusted` make it. */
export interface Markup {
  readonly markup: string;
}

type Part = Markup | string | number | null | readonly Part[];

/** Every value is escaped, but for what is markup already: a name is text, whatever it looks like. */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  const filled = texts.map((text, place) => (place === 0 ? '' : markupOf(parts[place - 1])) + text);
  return { markup: filled.join('') };
}

/** For pictures and styles that were made here. */
export function trusted(markup: string): Markup {
  return { markup };
}

function markupOf(part: Part | undefined): string {
  if (part === null || part === undefined) return '';
  if (typeof part === 'string' || typeof part === 'number') return escapeMarkup(String(part));
  if ('markup' in part) return part.markup;
  return part.map(markupOf).join('');
}
