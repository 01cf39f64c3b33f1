/** A way to look at an archive that the user gave a name: filter, order, columns, widths. Kept beside the archive. */
export interface SavedView {
  name: string;
  /** What the user wrote about it. */
  note: string;
  /** Shown when the archive is opened for the first time in a window. At most one is. */
  isDefault: boolean;
  /** The page's own; any JSON under 256 KiB. */
  view: unknown;
  /** Epoch ms. */
  savedAt: number;
}

export const viewLimits = {
  name: 100,
  note: 2000,
  /** Characters of JSON. */
  view: 256 * 1024,
  /** Views of one archive. */
  count: 500,
} as const;
