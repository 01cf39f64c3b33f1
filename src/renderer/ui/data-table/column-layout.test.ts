import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ColumnLayout,
  columnsInPlace,
  hideColumn,
  moveColumn,
  NARROWEST,
  pinColumn,
  placeColumn,
  resizeColumn,
  showColumn,
  WIDEST,
} from './column-layout.ts';

const layout: ColumnLayout = { shown: ['a', 'b', 'c', 'd'], pinned: ['a'], widths: {} };
const inPlace = (one: ColumnLayout) => columnsInPlace(one).join('');

describe('the layout of columns', () => {
  it('puts pinned columns first', () => {
    expect(inPlace(pinColumn(layout, 'c', true))).toBe('acbd');
    expect(inPlace(pinColumn(layout, 'a', false))).toBe('abcd');
  });

  it('moves a column among its kind, and not past the ends', () => {
    expect(inPlace(moveColumn(layout, 'c', -1))).toBe('acbd');
    expect(inPlace(moveColumn(layout, 'c', 1))).toBe('abdc');
    expect(moveColumn(layout, 'd', 1)).toBe(layout);
    expect(moveColumn(layout, 'b', -1)).toBe(layout);
    expect(moveColumn(layout, 'a', 1)).toBe(layout);
  });

  it('drops a column before or after another', () => {
    expect(inPlace(placeColumn(layout, 'd', 'b', 'before'))).toBe('adbc');
    expect(inPlace(placeColumn(layout, 'b', 'd', 'after'))).toBe('acdb');
    expect(placeColumn(layout, 'b', 'b', 'after')).toBe(layout);
  });

  it('pins what is dropped among the pinned, and frees what is dropped among the others', () => {
    const pinned = placeColumn(layout, 'd', 'a', 'before');
    expect(pinned.pinned).toEqual(['d', 'a']);
    expect(inPlace(pinned)).toBe('dabc');
    const freed = placeColumn(layout, 'a', 'c', 'after');
    expect(freed.pinned).toEqual([]);
    expect(inPlace(freed)).toBe('bcad');
  });

  it('hides a column, but never the last', () => {
    expect(inPlace(hideColumn(layout, 'a'))).toBe('bcd');
    expect(hideColumn(layout, 'a').pinned).toEqual([]);
    const one: ColumnLayout = { shown: ['a'], pinned: [], widths: {} };
    expect(hideColumn(one, 'a')).toBe(one);
  });

  it('shows a column at the end or where it is asked to, once', () => {
    expect(inPlace(showColumn(layout, 'e'))).toBe('abcde');
    expect(inPlace(showColumn(layout, 'e', 1))).toBe('aebcd');
    expect(showColumn(layout, 'b')).toBe(layout);
  });

  it('keeps widths within reason', () => {
    expect(resizeColumn(layout, 'a', 3).widths).toEqual({ a: NARROWEST });
    expect(resizeColumn(layout, 'a', 99_999).widths).toEqual({ a: WIDEST });
    expect(resizeColumn(layout, 'a', 120.4).widths).toEqual({ a: 120 });
  });

  it('never loses or doubles a column, whatever is done', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd');
    const act = fc.oneof(
      fc.tuple(id, fc.boolean()).map(
        ([one, on]) =>
          (l: ColumnLayout) =>
            pinColumn(l, one, on),
      ),
      fc.tuple(id, fc.constantFrom(-1 as const, 1 as const)).map(
        ([one, step]) =>
          (l: ColumnLayout) =>
            moveColumn(l, one, step),
      ),
      fc.tuple(id, id, fc.constantFrom('before' as const, 'after' as const)).map(
        ([one, other, side]) =>
          (l: ColumnLayout) =>
            placeColumn(l, one, other, side),
      ),
    );
    fc.assert(
      fc.property(fc.array(act, { maxLength: 30 }), (list) => {
        const end = list.reduce((now, one) => one(now), layout);
        expect([...columnsInPlace(end)].sort()).toEqual(['a', 'b', 'c', 'd']);
        expect([...end.shown].sort()).toEqual(['a', 'b', 'c', 'd']);
      }),
    );
  });
});
