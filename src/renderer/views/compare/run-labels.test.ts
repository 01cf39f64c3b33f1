import { describe, expect, it } from 'vitest';
import type { CellValue } from '#contract/column.ts';
import type { ComparedRun } from '#contract/compare.ts';
import { runLabels } from './run-labels.ts';

const labelsOf = (runs: (ComparedRun | null)[]) =>
  runLabels(
    runs,
    runs.map(() => true),
  );

describe('runs beside each other', () => {
  it('are called by the parameters that differ', () => {
    const labels = labelsOf([
      aRun('a', { fast: 5, slow: 20, stop: 0.1 }),
      aRun('b', { fast: 8, slow: 20 }),
    ]);

    expect(labels.map(({ short }) => short)).toEqual(['fast 5, stop 0.1', 'fast 8']);
    expect(labels.map(({ origin }) => origin)).toEqual(['a', 'b']);
  });

  it('are called by their windows where those differ', () => {
    const labels = labelsOf([
      aRun('a', { fast: 5 }, { window: 'fold_1' }, 2),
      aRun('a', { fast: 5 }, { window: 'fold_2' }, 2),
    ]);

    expect(labels).toEqual([
      { short: 'fold_1', origin: 'a · fold_1' },
      { short: 'fold_2', origin: 'a · fold_2' },
    ]);
  });

  it('are never called the same', () => {
    const labels = labelsOf([
      aRun('a', { fast: 5 }),
      aRun('b', { fast: 8 }),
      aRun('c', { fast: 8 }),
    ]);

    expect(labels.map(({ short }) => short)).toEqual(['fast 5', 'fast 8 · b', 'fast 8 · c']);
  });

  it('are called by name where nothing differs, and say their archive where there are several', () => {
    const labels = labelsOf([aRun('a', {}), { ...aRun('b', {}), archiveName: 'other' }, null]);

    expect(labels.map(({ short }) => short)).toEqual(['a', 'b', 'Not readable']);
    expect(labels[1]!.origin).toBe('b · other');
  });
});

function aRun(
  handle: string,
  parameters: Record<string, CellValue>,
  values: Record<string, CellValue> = {},
  runs = 1,
): ComparedRun {
  return {
    archiveName: 'demo',
    handle,
    algorithm: null,
    runs,
    values: { window: null, run: 0, ...values },
    parameters: Object.entries(parameters).map(([name, value]) => ({ name, value })),
  };
}
