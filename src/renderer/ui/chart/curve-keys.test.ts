import { describe, expect, it } from 'vitest';
import { curveKeyOf, pointAfter } from './curve-keys.ts';
import { spanWith, zoomedSpan } from './time-span.ts';

const press = (key: string, ctrlKey = false) =>
  curveKeyOf({ key, ctrlKey, metaKey: false, altKey: false });

describe('keys on curves', () => {
  it.each([
    ['ArrowRight', 51],
    ['ArrowLeft', 49],
    ['PageDown', 60],
    ['PageUp', 40],
    ['Home', 0],
    ['End', 200],
  ])('%s leads from point 50 of 200 to %i', (key, to) => {
    expect(pointAfter(press(key)!, 50, 200)).toBe(to);
  });

  it('end at the first and the last point', () => {
    expect(pointAfter(press('ArrowLeft')!, 0, 200)).toBe(0);
    expect(pointAfter(press('PageDown')!, 199, 200)).toBe(200);
    expect(pointAfter(press('ArrowRight')!, 0, 0)).toBe(0);
  });

  it('leave the cursor where it is when they zoom or choose a curve', () => {
    for (const key of ['+', '-', '0', 'ArrowUp']) expect(pointAfter(press(key)!, 5, 9)).toBeNull();
  });

  it('are not ours with a modifier, and most are not ours at all', () => {
    expect(press('0', true)).toBeNull();
    expect(press('k')).toBeNull();
  });
});

describe('a stretch of time', () => {
  const whole = { min: 0, max: 1000 };

  it('is zoomed about a time that keeps its place', () => {
    expect(zoomedSpan(whole, whole, 250, 0.5)).toEqual({ min: 125, max: 625 });
    expect(zoomedSpan({ min: 125, max: 625 }, whole, 250, 2)).toEqual(whole);
  });

  it('never leaves the whole, nor becomes nothing', () => {
    expect(zoomedSpan({ min: 0, max: 500 }, whole, 400, 4)).toEqual(whole);
    expect(zoomedSpan({ min: 900, max: 1000 }, whole, 900, 2)).toEqual({ min: 800, max: 1000 });
    const { min, max } = zoomedSpan({ min: 500, max: 500.5 }, whole, 500.2, 0.5);
    expect(max - min).toBeCloseTo(0.5);
    expect(zoomedSpan({ min: 5, max: 5 }, { min: 5, max: 5 }, 5, 0.5)).toEqual({ min: 5, max: 5 });
  });

  it('moves as little as it takes to show a time', () => {
    const span = { min: 200, max: 300 };
    expect(spanWith(span, whole, 250)).toBe(span);
    expect(spanWith(span, whole, 310)).toEqual({ min: 210, max: 310 });
    expect(spanWith(span, whole, 150)).toEqual({ min: 150, max: 250 });
  });
});
