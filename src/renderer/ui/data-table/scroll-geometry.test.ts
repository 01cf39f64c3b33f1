import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  afterScroll,
  clampPosition,
  contentHeight,
  LONGEST_TRACK,
  lastPosition,
  lastTrack,
  mustRealign,
  positionOf,
  reveal,
  rowsInView,
  rowsOfPage,
  type ScrollGeometry,
  trackHeight,
  trackOf,
} from './scroll-geometry.ts';

const geometries = fc.record({
  rows: fc.oneof(fc.integer({ min: 1, max: 2000 }), fc.integer({ min: 1, max: 20_000_000 })),
  rowHeight: fc.constant(28),
  viewport: fc.integer({ min: 56, max: 2160 }),
});

const withShare = fc.tuple(geometries, fc.double({ min: 0, max: 1, noNaN: true }));

const million: ScrollGeometry = { rows: 1_000_000, rowHeight: 28, viewport: 700 };

describe('the scroll geometry', () => {
  it('never asks the browser for more height than it has', () => {
    fc.assert(
      fc.property(geometries, (geometry) => {
        expect(trackHeight(geometry)).toBeLessThanOrEqual(LONGEST_TRACK);
        expect(trackHeight(geometry)).toBe(Math.min(contentHeight(geometry), LONGEST_TRACK));
      }),
    );
  });

  it('can bring every row wholly into view, at a place the scrollbar has', () => {
    fc.assert(
      fc.property(
        withShare,
        fc.double({ min: 0, max: 1, noNaN: true }),
        ([geometry, share], at) => {
          const row = Math.floor(share * (geometry.rows - 1));
          const position = reveal(geometry, at * lastPosition(geometry), row);
          expect(row * 28).toBeGreaterThanOrEqual(position);
          expect((row + 1) * 28).toBeLessThanOrEqual(position + geometry.viewport);
          expect(trackOf(geometry, position)).toBeGreaterThanOrEqual(0);
          expect(trackOf(geometry, position)).toBeLessThanOrEqual(lastTrack(geometry) + 1e-6);
          const { first, end } = rowsInView(geometry, position);
          expect(first).toBeLessThanOrEqual(row);
          expect(end).toBeGreaterThan(row);
        },
      ),
    );
  });

  it('does not move for a row that is wholly in view already', () => {
    expect(reveal(million, 28 * 500, 510)).toBe(28 * 500);
    expect(reveal(million, 28 * 500, 500)).toBe(28 * 500);
    expect(reveal(million, 28 * 500, 524)).toBe(28 * 500);
    expect(reveal(million, 28 * 500, 525)).toBe(28 * 501);
    expect(reveal(million, 28 * 500, 499)).toBe(28 * 499);
  });

  it('maps the ends of the scrollbar to the first and the last row', () => {
    fc.assert(
      fc.property(geometries, (geometry) => {
        expect(positionOf(geometry, 0)).toBe(0);
        expect(positionOf(geometry, lastTrack(geometry))).toBe(lastPosition(geometry));
        expect(rowsInView(geometry, lastPosition(geometry)).end).toBe(geometry.rows);
      }),
    );
  });

  it('goes down when the scrollbar goes down', () => {
    fc.assert(
      fc.property(withShare, fc.double({ min: 0, max: 1, noNaN: true }), ([geometry, a], b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const end = lastTrack(geometry);
        expect(positionOf(geometry, low * end)).toBeLessThanOrEqual(
          positionOf(geometry, high * end),
        );
      }),
    );
  });

  it('finds a position again from its place on the scrollbar', () => {
    fc.assert(
      fc.property(withShare, ([geometry, share]) => {
        const position = clampPosition(geometry, share * lastPosition(geometry));
        expect(positionOf(geometry, trackOf(geometry, position))).toBe(position);
      }),
    );
  });

  it('adds up steps exactly, wherever the scrollbar drifts to', () => {
    const deltas = fc.array(fc.integer({ min: -40_000, max: 40_000 }), { maxLength: 300 });
    fc.assert(
      fc.property(withShare, deltas, ([geometry, share], moves) => {
        let position = clampPosition(geometry, share * lastPosition(geometry));
        let track = trackOf(geometry, position);
        for (const move of moves) {
          const moved = Math.min(Math.max(0, track + move), lastTrack(geometry));
          const next = afterScroll(geometry, { position, track }, moved, true);
          expect(Math.abs(next - clampPosition(geometry, position + move))).toBeLessThanOrEqual(1);
          position = next;
          track = mustRealign(geometry, position, moved, false)
            ? trackOf(geometry, position)
            : moved;
        }
      }),
    );
  });

  it('takes a small move for a step and a large one for a drag of the scrollbar', () => {
    const before = { position: 1_000_000, track: trackOf(million, 1_000_000) };
    expect(afterScroll(million, before, before.track + 100, false)).toBe(1_000_100);
    const dragged = lastTrack(million) / 2;
    const halfway = Math.round(lastPosition(million) / 2);
    expect(Math.abs(afterScroll(million, before, dragged, false) - halfway)).toBeLessThanOrEqual(1);
  });

  it('takes a large move by wheel for a step', () => {
    const before = { position: 1_000_000, track: trackOf(million, 1_000_000) };
    expect(afterScroll(million, before, before.track + 5000, true)).toBe(1_005_000);
  });

  it('puts the scrollbar back only where it would be seen to be off', () => {
    const track = trackOf(million, 14_000_000);
    expect(mustRealign(million, 14_000_000, track + 3000, true)).toBe(false);
    expect(mustRealign(million, 14_000_000, track + 9000, true)).toBe(true);
    expect(mustRealign(million, 14_000_000, track + 9000, false)).toBe(false);
    expect(mustRealign({ ...million, rows: 1000 }, 500, 502, false)).toBe(true);
  });

  it('reaches the first row by small steps up from anywhere near it', () => {
    let position = 900;
    let track = trackOf(million, position);
    for (let step = 0; step < 9; step++) {
      const moved = Math.max(0, track - 100);
      position = afterScroll(million, { position, track }, moved, true);
      track = mustRealign(million, position, moved, false) ? trackOf(million, position) : moved;
    }
    expect(position).toBe(0);
  });

  it('pages by what is wholly seen, less one row to go on from', () => {
    expect(rowsOfPage(million)).toBe(24);
    expect(rowsOfPage({ ...million, viewport: 30 })).toBe(1);
  });

  it('shows nothing of no rows', () => {
    expect(rowsInView({ rows: 0, rowHeight: 28, viewport: 700 }, 0)).toEqual({ first: 0, end: 0 });
  });
});
