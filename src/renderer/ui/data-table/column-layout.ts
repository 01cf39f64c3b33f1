/** How the columns of a table are laid out: what is kept, undone and restored. All by column id. */
export interface ColumnLayout {
  /** Columns that are shown, in the order in which they stand. */
  shown: readonly string[];
  /** Those of the shown that stay at the left while the others scroll; they stand first. */
  pinned: readonly string[];
  /** Pixels, where the user changed them. */
  widths: Readonly<Record<string, number>>;
}

export const NARROWEST = 48;
export const WIDEST = 800;

export function showColumn(layout: ColumnLayout, id: string, at?: number): ColumnLayout {
  if (layout.shown.includes(id)) return layout;
  return { ...layout, shown: layout.shown.toSpliced(at ?? layout.shown.length, 0, id) };
}

/** The last column stays: an empty table has no head to bring one back from. */
export function hideColumn(layout: ColumnLayout, id: string): ColumnLayout {
  if (layout.shown.length <= 1) return layout;
  const others = (ids: readonly string[]) => ids.filter((one) => one !== id);
  return { ...layout, shown: others(layout.shown), pinned: others(layout.pinned) };
}

export function pinColumn(layout: ColumnLayout, id: string, isPinned: boolean): ColumnLayout {
  if (layout.pinned.includes(id) === isPinned) return layout;
  const pinned = isPinned ? [...layout.pinned, id] : layout.pinned.filter((one) => one !== id);
  return { ...layout, pinned };
}

export function resizeColumn(layout: ColumnLayout, id: string, width: number): ColumnLayout {
  const within = Math.round(Math.min(WIDEST, Math.max(NARROWEST, width)));
  return { ...layout, widths: { ...layout.widths, [id]: within } };
}

/** Pinned columns first, in their own order, then the others. */
export function columnsInPlace(layout: ColumnLayout): readonly string[] {
  const isPinned = new Set(layout.pinned);
  return [...layout.pinned, ...layout.shown.filter((id) => !isPinned.has(id))];
}

/** Puts a column before or after another; across the edge of the pinned ones it is pinned or freed. */
export function placeColumn(
  layout: ColumnLayout,
  id: string,
  target: string,
  side: 'before' | 'after',
): ColumnLayout {
  if (id === target || !layout.shown.includes(id)) return layout;
  const isPinned = layout.pinned.includes(target);
  const list = (isPinned ? layout.pinned : layout.shown).filter((one) => one !== id);
  const at = list.indexOf(target) + (side === 'after' ? 1 : 0);
  const placed = list.toSpliced(at, 0, id);
  if (isPinned) return { ...layout, pinned: placed };
  return { ...layout, shown: placed, pinned: layout.pinned.filter((one) => one !== id) };
}

/** One place to the left or right, among the pinned or among the others. */
export function moveColumn(layout: ColumnLayout, id: string, step: -1 | 1): ColumnLayout {
  const isPinned = new Set(layout.pinned);
  const among = columnsInPlace(layout).filter((one) => isPinned.has(one) === isPinned.has(id));
  const target = among[among.indexOf(id) + step];
  if (target === undefined) return layout;
  return placeColumn(layout, id, target, step < 0 ? 'before' : 'after');
}
