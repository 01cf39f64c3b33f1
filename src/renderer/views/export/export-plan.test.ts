import { describe, expect, it } from 'vitest';
import { defaultName, type ExportPlan, sayExport } from './export-plan.ts';

const aPlan = (plan: Partial<ExportPlan>): ExportPlan => ({
  archive: 'sweep_a',
  rows: 12,
  kind: 'backtests',
  format: 'csv',
  columns: 9,
  name: '',
  withCode: false,
  to: '/home/mia',
  ...plan,
});

describe('the sentence before an export', () => {
  it.each<[string, Partial<ExportPlan>, string]>([
    ['a table', { name: 'best.csv' }, 'Writes best.csv: 12 rows and 9 columns, in /home/mia.'],
    [
      'a table for download',
      { format: 'json', kind: 'runs', to: 'download' },
      'Writes sweep_a runs.json: 12 rows and 9 columns, for download.',
    ],
    [
      'bundles',
      { format: 'bundles' },
      'Writes 12 bundles into a new folder sweep_a bundles, in /home/mia.',
    ],
    [
      'bundles with their code',
      { format: 'bundles', withCode: true },
      'Writes 12 bundles with source code into a new folder sweep_a bundles, in /home/mia.',
    ],
    [
      'bundles of runs for download',
      { format: 'bundles', kind: 'runs', to: 'download' },
      'Writes the bundles of 12 runs into sweep_a bundles.zip, for download.',
    ],
    [
      'one bundle',
      { format: 'bundles', rows: 1 },
      'Writes 1 bundle as it is called, in /home/mia.',
    ],
    ['no folder yet', { to: null }, 'Choose a folder to export to.'],
    ['no rows', { rows: 0 }, 'Nothing to export.'],
  ])('of %s says how much goes where, under which name', (_what, plan, text) => {
    expect(sayExport(aPlan(plan))).toBe(text);
  });
});

it('suggests the name the engine would choose', () => {
  expect(defaultName(aPlan({ format: 'parquet' }))).toBe('sweep_a backtests.parquet');
  expect(defaultName(aPlan({ format: 'bundles', rows: 1 }))).toBe('');
});
