/**
 * What the user adds to backtests: a star, tags, a note. Known by the bundle id, so they outlive the index, a
 * new name of the file and a migration; kept in `user.sqlite` beside the archive, which nothing makes again.
 */
export interface Marks {
  starred: boolean;
  /** Sorted. */
  tags: string[];
  note: string | null;
}

/** What is not named stays as it is. A note that is empty or null is taken away. */
export interface MarkChange {
  starred?: boolean | undefined;
  addTags?: string[] | undefined;
  removeTags?: string[] | undefined;
  note?: string | null | undefined;
  /** Written below the note that is there; one that ends with it already stays as it is. */
  addNote?: string | undefined;
}

export interface MarkOutcome {
  /** Backtests that were meant, and those of them that look different now. */
  backtests: number;
  changed: number;
  /** Under which name it can be taken back while the engine runs; null where nothing changed. */
  change: string | null;
}

export interface MarksFacts {
  /** The file they are in, for people. */
  label: string;
  /** The archive's own folder cannot be written, so they are kept with the app: they do not travel with the folder. */
  isKeptWithApp: boolean;
  /** Backtests of this archive, whatever the file knows beside them. */
  starred: number;
  noted: number;
  /** By name. */
  tags: { tag: string; backtests: number }[];
}

export const markLimits = {
  /** Characters of one tag. */
  tag: 100,
  /** Characters of a note. */
  note: 10_000,
} as const;

/** A tag as it is kept: without blanks around it; null for what is none. Commas separate tags, so none has one. */
export function readTag(text: string): string | null {
  const tag = text.trim().replace(/\s+/g, ' ');
  const isTag = tag !== '' && tag.length <= markLimits.tag && !/[,\p{Cc}]/u.test(tag);
  return isTag ? tag : null;
}

export function hasMarks({ starred, tags, note }: Marks): boolean {
  return starred || tags.length > 0 || note !== null;
}
