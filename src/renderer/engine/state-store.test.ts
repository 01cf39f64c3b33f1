import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createStateStore } from './state-store.ts';

/** An engine's memory, for the two operations that matter here. */
function aMemory(kept: Record<string, unknown> = {}) {
  const writes: [string, unknown][] = [];
  return {
    writes,
    async readState({ key }: { key: string }) {
      return { value: kept[key] ?? null };
    },
    async writeState({ key, value }: { key: string; value: unknown }) {
      kept[key] = value;
      writes.push([key, value]);
      return {};
    },
  };
}

describe('the state of a window', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is what was kept', async () => {
    const states = createStateStore(aMemory({ theme: 'dark' }), 250);
    expect(states.peek('theme')).toBeUndefined();
    expect(await states.load('theme')).toBe('dark');
    expect(states.peek('theme')).toBe('dark');
    expect(await states.load('columns')).toBeNull();
  });

  it('is asked for once, however many pieces show it', () => {
    const states = createStateStore(aMemory(), 250);
    expect(states.load('theme')).toBe(states.load('theme'));
  });

  it('is written once after a burst of changes, with the last of them', () => {
    const memory = aMemory();
    const states = createStateStore(memory, 250);
    for (const width of [100, 120, 140]) states.write('width', width);
    expect(memory.writes).toEqual([]);
    vi.advanceTimersByTime(250);
    expect(memory.writes).toEqual([['width', 140]]);
  });

  it('is written at once when the window goes', () => {
    const memory = aMemory();
    const states = createStateStore(memory, 250);
    states.write('theme', 'dark');
    states.write('width', 80);
    states.flush();
    expect(memory.writes).toEqual([
      ['theme', 'dark'],
      ['width', 80],
    ]);
    vi.advanceTimersByTime(1000);
    expect(memory.writes).toHaveLength(2);
  });

  it('that was changed before it was read is not set back by the answer', async () => {
    const states = createStateStore(aMemory({ theme: 'dark' }), 250);
    const load = states.load('theme');
    states.write('theme', 'light');
    expect(await load).toBe('light');
  });

  it('is told to whoever listens, until they stop', () => {
    const states = createStateStore(aMemory(), 250);
    const heard: unknown[] = [];
    const stop = states.subscribe('theme', () => heard.push(states.peek('theme')));
    states.write('theme', 'dark');
    stop();
    states.write('theme', 'light');
    expect(heard).toEqual(['dark']);
  });

  it('that is too large to be kept lasts until the window goes, and is told all the same', async () => {
    const memory = aMemory();
    const states = createStateStore(memory, 250);
    let told = 0;
    states.subscribe('selection', () => {
      told += 1;
    });
    const selection = new Set([1, 2]);
    states.hold('selection', selection);
    states.flush();
    vi.advanceTimersByTime(1000);
    expect(states.peek('selection')).toBe(selection);
    expect(told).toBe(1);
    expect(memory.writes).toEqual([]);
  });

  it('starts as new when it cannot be read, and says so', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const broken = { ...aMemory(), readState: () => Promise.reject(new Error('disk')) };
    expect(await createStateStore(broken, 250).load('theme')).toBeNull();
    expect(warn).toHaveBeenCalledOnce();
    warn.mockRestore();
  });
});
