import { describe, expect, it } from 'vitest';
import { drawBars } from './draw-bars.ts';
import { drawLines } from './draw-lines.ts';
import { drawMonths } from './draw-months.ts';
import { monthReturns } from './month-returns.ts';
import { type Palette, type Shape, svgOf } from './picture.ts';
import { linearScale, logScale, sayTick, timeScale } from './scale.ts';

const palette: Palette = {
  text: 'black',
  faint: 'gray',
  hairline: 'silver',
  canvas: 'white',
  gain: 'teal',
  loss: 'orange',
  lossSoft: 'bisque',
  series: ['blue'],
};
const day = 86_400_000;
const shapesOf = (shapes: readonly Shape[], tag: Shape['tag']) =>
  shapes.filter((shape) => shape.tag === tag);

describe('a scale', () => {
  it('has round marks within its span', () => {
    expect(linearScale({ min: 3, max: 97 }, 0, 100, 5).ticks).toEqual([20, 40, 60, 80]);
    expect(linearScale({ min: -0.3, max: 0 }, 0, 100, 3).ticks).toHaveLength(4);
  });

  it('puts a flat line into the middle', () => {
    expect(linearScale({ min: 5, max: 5 }, 0, 100, 4).at(5)).toBeCloseTo(50);
  });

  it('gives equal room to equal factors when logarithmic', () => {
    const { at } = logScale({ min: 1, max: 100 }, 0, 200, 4);
    expect(at(10)).toBeCloseTo(100);
  });

  it('marks first days of months, or days', () => {
    const year = timeScale({ min: Date.UTC(2021, 9, 5), max: Date.UTC(2022, 9, 5) }, 0, 900, 6);
    expect(year.ticks.map((tick) => sayTick(tick, year.ticks))).toEqual([
      '2022-01',
      '2022-04',
      '2022-07',
      '2022-10',
    ]);
    const week = timeScale({ min: 0, max: 6 * day }, 0, 900, 7);
    expect(sayTick(week.ticks[2]!, week.ticks)).toBe('01-03');
  });
});

describe('lines', () => {
  const line = (value: (number | null)[]) => ({
    time: value.map((_, index) => index * day),
    value,
    colour: 'blue',
  });

  it('leave a gap where there is no value', () => {
    const { shapes } = drawLines(
      [{ lines: [line([1, 2, null, 3])], height: 100, format: String }],
      600,
      palette,
    );
    const [path] = shapesOf(shapes, 'path');
    expect(String(path!.attributes.d).match(/M/g)).toHaveLength(2);
  });

  it('are drawn without values too', () => {
    const { shapes } = drawLines(
      [{ lines: [line([])], height: 100, format: String }],
      600,
      palette,
    );
    expect(shapesOf(shapes, 'path')).toEqual([]);
  });

  it('share one axis of time, one panel below the other', () => {
    const panel = { lines: [line([1, 2, 3])], height: 100, format: String };
    const { shapes, height } = drawLines([panel, panel], 600, palette);
    expect(shapesOf(shapes, 'path')).toHaveLength(2);
    expect(height).toBeGreaterThan(220);
  });
});

describe('bars', () => {
  const bars = [-1, 0, 3].map((value) => ({ value, label: '', title: `is ${value}`, colour: 'x' }));

  it('stand on 0, losses below it', () => {
    const rects = shapesOf(drawBars({ bars, format: String }, 400, 200, palette).shapes, 'rect');
    const [loss, none, gain] = rects.map(({ attributes }) => ({
      top: Number(attributes.y),
      end: Number(attributes.y) + Number(attributes.height),
    }));
    expect(gain!.end).toBeCloseTo(loss!.top, 0);
    expect(none!.top).toBeCloseTo(none!.end, 0);
    expect(loss!.end).toBeGreaterThan(gain!.end);
  });

  it('of counts have no marks between whole numbers', () => {
    const one = { value: 1, label: '', title: '', colour: 'x' };
    const { shapes } = drawBars({ bars: [one], format: String, isCount: true }, 400, 200, palette);
    expect(shapesOf(shapes, 'text').map(({ text }) => text)).toEqual(['0', '1']);
  });

  it('that are stretches of a scale have their texts below their borders, where a mark is read', () => {
    const bars = [1, 2].map((value) => ({ value, label: 'not shown', title: '', colour: 'x' }));
    const chart = {
      ...{ bars, borders: ['0', '5', '10'], format: () => '' },
      mark: { share: 0.5, label: 'mean 5' },
    };

    const { shapes } = drawBars(chart, 400, 200, palette);

    const textAt = (text: string) =>
      shapes.find((shape) => shape.text === text)?.attributes.x as number;
    const mark = shapesOf(shapes, 'line').at(-1)!;
    expect(textAt('5')).toBe(mark.attributes.x1);
    expect(textAt('10') - textAt('5')).toBeCloseTo(textAt('5') - textAt('0'));
    expect(textAt('not shown')).toBeUndefined();
  });

  it('are none of an empty chart', () => {
    expect(
      shapesOf(drawBars({ bars: [], format: String }, 400, 200, palette).shapes, 'rect'),
    ).toEqual([]);
  });
});

describe('months', () => {
  it('stand where the calendar has them', () => {
    const months = monthReturns([Date.UTC(2021, 11, 31), Date.UTC(2022, 0, 31)], [0.1, -0.05]);
    expect(months.years).toEqual([2021, 2022]);
    expect(months.of(2021, 11)).toBe(0.1);
    expect(months.of(2022, 0)).toBe(-0.05);
    expect(months.of(2022, 1)).toBeNull();
    const { shapes } = drawMonths(months, 600, String, palette);
    expect(shapesOf(shapes, 'rect').map(({ title }) => title)).toEqual([
      'Dec 2021: 0.1',
      'Jan 2022: -0.05',
    ]);
  });

  it('are none without points', () => {
    expect(monthReturns([], []).years).toEqual([]);
  });
});

it('takes every text of a picture for text', () => {
  const svg = svgOf(
    {
      width: 10,
      height: 10,
      shapes: [
        {
          tag: 'text',
          attributes: { fill: '"><script>' },
          text: '<img onerror=x>',
          title: '</title>',
        },
      ],
    },
    'a "name"',
  );
  expect(svg).not.toMatch(/<script|<img|<\/title><\/title>/);
  expect(svg).toContain('&lt;img onerror=x&gt;');
});
