import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { findReferenceCli, runReference } from './reference-cli.ts';
import { projectFolder, runStrata } from './strata-cli.ts';

// The reference takes seconds to start, and more on a busy machine.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const reference = findReferenceCli();
const bundles = join(projectFolder, 'fixtures', 'interop', 'v2');

describe.skipIf(reference === null)('an index that the reference made', () => {
  const cli = reference as string;
  let folder: string;
  let index: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'strata-interop-'));
    index = join(folder, 'theirs.sqlite');
    await runReference(cli, 'index', bundles, '-o', index, '--no-progress');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is listed in the reference’s order, best first', async () => {
    const theirs = await runReference(
      cli,
      'list',
      index,
      '--sort',
      'sharpe_ratio',
      '-n',
      '10',
      '--json',
    );
    const ours = runStrata('list', index, '--sort', 'sharpe', '--limit', '10', '--json');

    expect(ours).toMatchObject({ status: 0 });
    expect(
      JSON.parse(ours.stdout).map((row: { sharpe_ratio: unknown }) => row.sharpe_ratio),
    ).toEqual(parsePython(theirs).map((row) => row.summary_sharpe_ratio));
  });

  it('is ranked as the reference ranks it', async () => {
    const theirs = await runReference(
      cli,
      'rank',
      index,
      '--by',
      'sortino_ratio',
      '-n',
      '5',
      '--json',
    );
    const ours = runStrata('rank', index, '--by', 'sortino', '--limit', '5', '--json');

    expect(ours).toMatchObject({ status: 0 });
    expect(JSON.parse(ours.stdout).map((row: { handle: string }) => row.handle)).toEqual(
      parsePython(theirs).map((row) => String(row.bundle_path).replace(/\.iafbt$/, '')),
    );
  });

  it('is not changed by being read', () => {
    const before = readFileSync(index);
    expect(runStrata('list', index, '--json')).toMatchObject({ status: 0 });
    expect(runStrata('rank', index, '--by', 'sharpe')).toMatchObject({ status: 0 });
    expect(readFileSync(index).equals(before)).toBe(true);
  });
});

/** Python writes infinities as bare words, which is no JSON; ours are texts. */
function parsePython(text: string): Record<string, unknown>[] {
  return JSON.parse(text.replaceAll(/: (-?)Infinity\b/g, ': "$1inf"'));
}
