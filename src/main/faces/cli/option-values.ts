import type { SortKey } from '#contract/operations.ts';
import { type RowsKind, rowsKinds } from '#contract/row-columns.ts';
import type { ParsedArguments } from './parse-arguments.ts';
import { UsageError } from './usage-error.ts';

export function hasOption(given: ParsedArguments, name: string): boolean {
  return given.options.has(name);
}

export function textOption(given: ParsedArguments, name: string): string | null {
  return given.options.get(name)?.at(-1) ?? null;
}

/** A whole number, or null where the option is not given. `least` is the smallest that makes sense. */
export function wholeOption(given: ParsedArguments, name: string, least: number): number | null {
  const text = textOption(given, name);
  if (text === null) return null;
  const value = Number(text);
  if (/^[+-]?\d+$/.test(text) && Number.isSafeInteger(value) && value >= least) return value;
  throw new UsageError(`--${name} ${text}: a whole number from ${least} is needed`, given.command);
}

/** How many rows: null for all. Zero gives none and a negative number all, as in the reference. */
export function limitOption(given: ParsedArguments, usual: number | null): number | null {
  const limit = wholeOption(given, 'limit', -Number.MAX_SAFE_INTEGER);
  if (limit === null) return usual;
  return limit < 0 ? null : limit;
}

export function rowsKindOption(given: ParsedArguments): RowsKind {
  return choiceOption(given, 'rows', rowsKinds) ?? 'backtests';
}

export function choiceOption<const Choice extends string>(
  given: ParsedArguments,
  name: string,
  choices: readonly Choice[],
): Choice | null {
  const text = textOption(given, name);
  const choice = choices.find((known) => known === text?.replaceAll('-', '_'));
  if (text === null || choice !== undefined) return choice ?? null;
  throw new UsageError(`--${name} ${text}: one of ${choices.join(', ')} is needed`, given.command);
}

/** `KEY`, `KEY:asc`, `KEY:desc`, several also joined by commas. `--ascending` turns those that do not say. */
export function sortOption(given: ParsedArguments): SortKey[] {
  const usual = !hasOption(given, 'ascending');
  return (given.options.get('sort') ?? [])
    .flatMap((text) => splitList(text))
    .map((text) => {
      const [, column, direction] = /^(.*?)(?::(asc|desc))?$/i.exec(text) as RegExpExecArray;
      const descending = direction ? direction.toLowerCase() === 'desc' : usual;
      return { column: column as string, descending };
    });
}

/** `sharpe=2,drawdown=-1`. */
export function weightsOption(given: ParsedArguments): Record<string, number> | null {
  const text = textOption(given, 'weights');
  if (text === null) return null;
  const pairs = splitList(text).map((pair): [string, number] => {
    const at = pair.lastIndexOf('=');
    const weight = pair.slice(at + 1).trim();
    const isWeight = at > 0 && weight !== '' && Number.isFinite(Number(weight));
    if (isWeight) return [pair.slice(0, at).trim(), Number(weight)];
    throw new UsageError(`--weights ${pair}: NAME=NUMBER is needed`, given.command);
  });
  return Object.fromEntries(pairs);
}

/** Comma-separated, blanks trimmed; a comma inside of quotes is part of the name. */
export function splitList(text: string): string[] {
  const parts = text.match(/(?:"[^"]*"|'[^']*'|[^,])+/g) ?? [];
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}
