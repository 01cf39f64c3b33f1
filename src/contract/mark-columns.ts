import type { Column } from './column.ts';

/**
 * What the user added, as columns of both tables. They lie in `user.sqlite`, not in the index, and are worked out
 * when asked for.
 */
export const markColumns = [
  {
    key: 'starred',
    kind: 'integer',
    unit: 'flag',
    group: 'yours',
    label: 'Star',
    meaning: 'You starred the backtest: 1, else 0',
    nullRule: 'never',
    source: 'user.sqlite',
  },
  {
    key: 'user_tags',
    kind: 'text',
    unit: 'none',
    group: 'yours',
    label: 'Your tags',
    meaning:
      'Tags you gave the backtest, sorted, joined by a comma. In a filter each tag is compared by itself',
    nullRule: 'you gave it none',
    source: 'user.sqlite',
  },
  {
    key: 'note',
    kind: 'text',
    unit: 'none',
    group: 'yours',
    label: 'Note',
    meaning: 'What you wrote about the backtest',
    nullRule: 'you wrote nothing',
    source: 'user.sqlite',
  },
] as const satisfies readonly Column[];

export type MarkKey = (typeof markColumns)[number]['key'];

const keys: ReadonlySet<string> = new Set(markColumns.map(({ key }) => key));

export function isMarkKey(key: string): key is MarkKey {
  return keys.has(key);
}
