/**
 * Where rows lie when there are more of them than a browser can scroll over. Chromium caps an element at
 * 33,554,428 px, on HiDPI screens at 16,777,214: at 28 px a row 600,000 rows. So there are two lengths:
 * *positions*, exact pixels over all rows, and the *track*, the height that is really scrolled. Moves by
 * wheel, key and page are exact in positions; dragging the scrollbar maps the track proportionally, but
 * for a piece at either end that is not scaled, so that a step towards an end is never cut short.
 */
export interface ScrollGeometry {
  rows: number;
  /** Pixels of a row. */
  rowHeight: number;
  /** Pixels in which rows can be seen. */
  viewport: number;
}

/** Well under the lower cap, and long enough that a pixel of a scrollbar is more than a screenful. */
export const LONGEST_TRACK = 8_000_000;

/** Further than any single step goes. */
const END_PIECE = 50_000;

export function contentHeight({ rows, rowHeight }: ScrollGeometry): number {
  return rows * rowHeight;
}

export function trackHeight(geometry: ScrollGeometry): number {
  return Math.min(contentHeight(geometry), LONGEST_TRACK);
}

export function lastPosition(geometry: ScrollGeometry): number {
  return Math.max(0, contentHeight(geometry) - geometry.viewport);
}

export function lastTrack(geometry: ScrollGeometry): number {
  return Math.max(0, trackHeight(geometry) - geometry.viewport);
}

/** Whether the track is shorter than the rows. */
export function isScaled(geometry: ScrollGeometry): boolean {
  return contentHeight(geometry) > LONGEST_TRACK;
}

export function clampPosition(geometry: ScrollGeometry, position: number): number {
  return Math.round(Math.min(Math.max(0, position), lastPosition(geometry)));
}

/** Where the scrollbar belongs for a position. */
export function trackOf(geometry: ScrollGeometry, position: number): number {
  return rescale(position, lastPosition(geometry), lastTrack(geometry));
}

/** The position that a place of the scrollbar stands for. */
export function positionOf(geometry: ScrollGeometry, track: number): number {
  const position = rescale(track, lastTrack(geometry), lastPosition(geometry));
  return clampPosition(geometry, position);
}

/** From a length to another: one to one for `END_PIECE` at both ends, in proportion between. */
function rescale(place: number, from: number, to: number): number {
  if (from === to || place <= END_PIECE) return place;
  if (from - place <= END_PIECE) return to - (from - place);
  const share = (place - END_PIECE) / (from - 2 * END_PIECE);
  return END_PIECE + share * (to - 2 * END_PIECE);
}

/**
 * The position after the browser moved the track. `isStep`: by a wheel, a finger or a key, which is
 * exact however far. Without that knowledge a move of less than a screenful is a step too, as a drag
 * of the scrollbar by one pixel goes further.
 */
export function afterScroll(
  geometry: ScrollGeometry,
  before: { position: number; track: number },
  track: number,
  isStep: boolean,
): number {
  if (!isScaled(geometry)) return clampPosition(geometry, track);
  const delta = track - before.track;
  if (isStep || Math.abs(delta) <= geometry.viewport) {
    return clampPosition(geometry, before.position + delta);
  }
  return positionOf(geometry, track);
}

/**
 * Steps let the track drift off its position. Whether it must be put back: where a further step could hit
 * an end of it too early, or, once scrolling has `settled`, where the scrollbar would be seen to be off.
 */
export function mustRealign(
  geometry: ScrollGeometry,
  position: number,
  track: number,
  isSettled: boolean,
): boolean {
  const wanted = trackOf(geometry, position);
  if (!isScaled(geometry)) return Math.abs(wanted - track) >= 1;
  const above = Math.min(position, END_PIECE);
  const below = Math.min(lastPosition(geometry) - position, END_PIECE);
  if (track < above - 1 || lastTrack(geometry) - track < below - 1) return true;
  const halfPixelOfBar = lastTrack(geometry) / geometry.viewport / 2;
  return isSettled && Math.abs(wanted - track) > halfPixelOfBar;
}

/** The nearest position at which the row is wholly seen. */
export function reveal(geometry: ScrollGeometry, position: number, row: number): number {
  const top = row * geometry.rowHeight;
  const lowest = top + geometry.rowHeight - geometry.viewport;
  return clampPosition(geometry, Math.min(Math.max(position, lowest), top));
}

/** Rows of which a part is seen: from `first`, before `end`. */
export function rowsInView(geometry: ScrollGeometry, position: number) {
  const { rows, rowHeight, viewport } = geometry;
  const first = Math.min(Math.floor(position / rowHeight), Math.max(0, rows - 1));
  return { first, end: Math.min(rows, Math.ceil((position + viewport) / rowHeight)) };
}

/** Rows that a page key moves by: all that are wholly seen but one. */
export function rowsOfPage({ viewport, rowHeight }: ScrollGeometry): number {
  return Math.max(1, Math.floor(viewport / rowHeight) - 1);
}
