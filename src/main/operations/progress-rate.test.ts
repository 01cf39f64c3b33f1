import { describe, expect, it } from 'vitest';
import { createProgressRate } from './progress-rate.ts';

describe('a rate of progress', () => {
  it('is not known before the second look', () => {
    const { rate, look } = aRate();
    expect(rate.perSecond()).toBeNull();
    look(0, 0);
    expect(rate.perSecond()).toBeNull();
  });

  it('is that of the last five seconds', () => {
    const { rate, look } = aRate();
    for (let second = 0; second <= 10; second++) look(second, second * 100);
    for (let second = 11; second <= 16; second++) look(second, 1000 + (second - 10) * 10);

    expect(rate.perSecond()).toBe(10);
  });

  it('is known of slow work, too: one item in ten seconds', () => {
    const { rate, look } = aRate();
    look(0, 0);
    look(10, 1);
    look(20, 2);

    expect(rate.perSecond()).toBe(0.1);
  });

  it('starts anew after a pause', () => {
    const { rate, look } = aRate();
    look(0, 0);
    look(1, 100);
    rate.restart();
    expect(rate.perSecond()).toBeNull();
    look(1000, 100);
    look(1001, 150);

    expect(rate.perSecond()).toBe(50);
  });
});

function aRate() {
  let time = 0;
  const rate = createProgressRate(() => time);
  return {
    rate,
    look(second: number, done: number) {
      time = second * 1000;
      rate.add(done);
    },
  };
}
