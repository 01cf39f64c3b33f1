import { type CompareMember, MEMBERS_AT_MOST } from '#contract/compare.ts';

/** The runs that are compared, of any archives. One set for the whole app, kept over restarts. */
export interface CompareSet {
  readonly members: readonly CompareMember[];
  /** Key of the run that the others are measured against; the first where it is not among them. */
  readonly baseline: string | null;
}

export const emptySet: CompareSet = { members: [], baseline: null };

export function keyOf({ archive, id, run }: CompareMember): string {
  return `${archive} ${id} ${run}`;
}

export interface Added {
  set: CompareSet;
  added: number;
  /** Those the set has no room for. */
  leftOut: number;
}

/** Runs that are in the set already stay where they are. */
export function addMembers(set: CompareSet, more: readonly CompareMember[]): Added {
  const known = new Set(set.members.map(keyOf));
  const fresh = more.filter((member) => {
    const key = keyOf(member);
    return !known.has(key) && known.add(key);
  });
  const room = Math.max(0, MEMBERS_AT_MOST - set.members.length);
  const added = fresh.slice(0, room);
  return {
    set: { ...set, members: [...set.members, ...added] },
    added: added.length,
    leftOut: fresh.length - added.length,
  };
}

export function withoutMembers(set: CompareSet, keys: ReadonlySet<string>): CompareSet {
  return { ...set, members: set.members.filter((member) => !keys.has(keyOf(member))) };
}

/** Where the baseline stands in the set; -1 in an empty one. */
export function baselinePlace({ members, baseline }: CompareSet): number {
  const place = members.findIndex((member) => keyOf(member) === baseline);
  return place < 0 && members.length > 0 ? 0 : place;
}

/** Whether a kept value is one of ours. */
export function isCompareSet(kept: unknown): boolean {
  const { members, baseline } = (kept ?? {}) as Partial<CompareSet>;
  return (
    (baseline === null || typeof baseline === 'string') &&
    Array.isArray(members) &&
    members.length <= MEMBERS_AT_MOST &&
    members.every(
      (member: Partial<CompareMember> | null) =>
        typeof member?.archive === 'string' &&
        typeof member.id === 'string' &&
        Number.isInteger(member.run),
    )
  );
}
