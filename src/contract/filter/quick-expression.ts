import { quoteText } from './format-filter.ts';

/** What the quick search means, as an expression that other commands take. */
export function quickExpression(quick: string): string {
  const words = quick.split(/\s+/).filter((word) => word !== '');
  return words
    .map((word) => {
      const text = quoteText(word);
      const places = ['handle', 'algorithm_id', 'tag', 'symbols'];
      return `(${places.map((place) => `${place} ~ ${text}`).join(' OR ')})`;
    })
    .join(' AND ');
}

/** Filter and quick search as one expression; empty for all rows. */
export function wholeExpression({ filter, quick }: { filter: string; quick: string }): string {
  const terms = [filter.trim(), quickExpression(quick)].filter((term) => term !== '');
  return terms.length > 1 ? terms.map((term) => `(${term})`).join(' AND ') : (terms[0] ?? '');
}
