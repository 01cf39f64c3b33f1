import { quoteText } from './filter/format-filter.ts';
import { type RunTableName, runTables } from './run-tables.ts';

/** Filter and quick search over a table of a run, as one expression that commands take; empty for all rows. */
export function runExpression(
  table: RunTableName,
  { filter, quick }: { filter: string; quick: string },
): string {
  const texts = runTables[table].filter(({ kind }) => kind === 'text').map(({ key }) => key);
  const words = quick.split(/\s+/).filter((word) => word !== '' && texts.length > 0);
  const terms = [
    filter.trim(),
    ...words.map((word) => texts.map((key) => `${key} ~ ${quoteText(word)}`).join(' or ')),
  ].filter((term) => term !== '');
  return terms.length > 1 ? terms.map((term) => `(${term})`).join(' and ') : (terms[0] ?? '');
}
