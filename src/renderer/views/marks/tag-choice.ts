import { readTag } from '#contract/marks.ts';

/** What becomes of a tag: it is given to all, taken from all, or left as it is ("mixed"). */
export type TagChoice = boolean | 'mixed';

export interface TagPlan {
  addTags: string[];
  removeTags: string[];
}

/** `choices` of the tags that are known, by name, and what was typed. Null where a typed one is no tag. */
export function planTags(choices: ReadonlyMap<string, TagChoice>, typed: string): TagPlan | null {
  const texts = typed.split(',').filter((text) => text.trim() !== '');
  const added = texts.map(readTag);
  if (added.includes(null)) return null;
  const chosen = [...choices];
  return {
    addTags: [
      ...new Set([
        ...chosen.flatMap(([tag, choice]) => (choice === true ? [tag] : [])),
        ...(added as string[]),
      ]),
    ],
    removeTags: chosen.flatMap(([tag, choice]) =>
      choice === false && !added.includes(tag) ? [tag] : [],
    ),
  };
}

/** Left as it is, given, taken, and round again. */
export function nextChoice(choice: TagChoice): TagChoice {
  if (choice === 'mixed') return true;
  return choice ? false : 'mixed';
}
