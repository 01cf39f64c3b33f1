import { expect, it } from 'vitest';
import { fileName } from './save-file.ts';

it.each([
  ['Sharpe by ema_fast.png', 'Sharpe by ema_fast.png'],
  ['a/b\\c: "d"?.svg', 'a b c d .svg'],
  ['..\u0000/etc', 'etc'],
  ['', 'chart'],
])('calls a file made of %j %j', (text, name) => {
  expect(fileName(text)).toBe(name);
});

it('keeps the end of a very long name, where its kind stands', () => {
  expect(fileName(`${'x'.repeat(400)}.png`)).toMatch(/^x{116}\.png$/);
});
