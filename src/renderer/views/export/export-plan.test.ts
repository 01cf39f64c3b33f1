import { describe, expect, it } from 'vitest';
import { sayExport, suggestName } from './export-plan.ts';

const plan = { rows: 12, kind: 'backtests', columns: 9, name: 'best', to: '/home/mia' } as const;

describe('the sentence before an export', () => {
  it('says how much goes where, under which name', () => {
    expect(sayExport({ ...plan, format: 'csv', name: 'best.csv' })).toBe(
      'Writes best.csv with 12 rows and 9 columns in /home/mia.',
    );
    expect(sayExport({ ...plan, format: 'bundles' })).toBe(
      'Writes 12 bundles into a new folder best in /home/mia.',
    );
    expect(sayExport({ ...plan, format: 'bundles', kind: 'runs', rows: 1, to: 'download' })).toBe(
      'Writes the bundles of 1 run into best for download.',
    );
  });

  it('says what is missing', () => {
    expect(sayExport({ ...plan, format: 'csv', to: null })).toMatch(/Choose a folder/);
    expect(sayExport({ ...plan, format: 'csv', rows: 0 })).toBe('Nothing to export.');
  });
});

it.each([
  ['sweep_a', 'runs', 'csv', 'sweep_a-runs.csv'],
  ['My sweep: 2024/05', 'backtests', 'parquet', 'My_sweep_2024_05-backtests.parquet'],
  ['Größe', 'backtests', 'bundles', 'Größe-bundles'],
  ['...', 'backtests', 'json', 'archive-backtests.json'],
] as const)('an export of %s as %s in %s is called %s', (archive, kind, format, name) => {
  expect(suggestName(archive, kind, format)).toBe(name);
});
