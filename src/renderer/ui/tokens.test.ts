import { describe, expect, it } from 'vitest';
import tokens from './tokens.css?raw';

const light = colours(blockAfter(':root {'));
const darkBySystem = colours(blockAfter(':root:not([data-theme="light"]) {'));
const darkByHand = colours(blockAfter(':root[data-theme="dark"] {'));

/** Text on every ground it is put on: 4.5 to 1. */
const text: [string, string[]][] = [
  [
    '--text',
    ['--canvas', '--surface', '--sunken', '--raised', '--hover', '--pressed', '--selected'],
  ],
  ['--text-soft', ['--canvas', '--surface', '--sunken', '--raised', '--hover', '--selected']],
  ['--text-faint', ['--canvas', '--surface', '--sunken', '--raised', '--hover']],
  ['--accent', ['--canvas', '--surface', '--raised', '--selected', '--hover']],
  ['--on-accent', ['--accent-fill', '--accent-fill-hover']],
  ['--on-danger', ['--danger-fill']],
  ['--gain', ['--canvas', '--surface', '--hover', '--selected', '--selected-hover', '--gain-soft']],
  ['--loss', ['--canvas', '--surface', '--hover', '--selected', '--selected-hover', '--loss-soft']],
  ['--warning', ['--canvas', '--surface', '--warning-soft']],
  ['--danger', ['--canvas', '--surface', '--raised', '--hover', '--danger-soft']],
];

/** Borders of controls, the focus ring, curves: 3 to 1. */
const shapes: [string, string[]][] = [
  ['--border', ['--canvas', '--surface', '--raised']],
  ['--focus', ['--canvas', '--surface', '--raised', '--selected', '--hover']],
  ['--series-1', ['--canvas']],
  ['--series-2', ['--canvas']],
  ['--series-3', ['--canvas']],
  ['--series-4', ['--canvas']],
  ['--series-5', ['--canvas']],
  ['--series-6', ['--canvas']],
];

describe.each([
  ['light', light],
  ['dark', darkBySystem],
])('the %s theme', (_name, theme) => {
  it.each(pairs(text))('shows %s on %s at 4.5 to 1 or better', (front, back) => {
    expect(contrast(theme[front]!, theme[back]!)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(pairs(shapes))('shows %s on %s at 3 to 1 or better', (front, back) => {
    expect(contrast(theme[front]!, theme[back]!)).toBeGreaterThanOrEqual(3);
  });
});

it('means the same dark whether the system or the user asks for it', () => {
  expect(Object.keys(darkByHand).length).toBeGreaterThan(20);
  expect(darkByHand).toEqual(darkBySystem);
});

it('gives every colour of the light theme a dark one', () => {
  expect(Object.keys(darkByHand).sort()).toEqual(Object.keys(light).sort());
});

function blockAfter(selector: string): string {
  const start = tokens.indexOf(selector) + selector.length;
  return tokens.slice(start, tokens.indexOf('}', start));
}

function colours(block: string): Record<string, string> {
  return Object.fromEntries(
    [...block.matchAll(/(--[\w-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value]),
  );
}

function pairs(list: [string, string[]][]): [string, string][] {
  return list.flatMap(([front, backs]) => backs.map((back): [string, string] => [front, back]));
}

/** WCAG 2.2, relative luminance and contrast ratio. */
function contrast(one: string, other: string): number {
  const [bright, dim] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (bright! + 0.05) / (dim! + 0.05);
}

function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}
