import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readBacktestIndex } from './backtest-index.ts';
import { findReferenceCli, runReference } from './reference-cli.ts';
import { projectFolder, runStrata } from './strata-cli.ts';

// The reference takes seconds to start, and more on a busy machine.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const reference = findReferenceCli();

describe.skipIf(reference === null).each(['v1-releases', 'v2'])(
  'bundles of %s, exported',
  (corpus) => {
    const cli = reference as string;
    const bundles = join(projectFolder, 'fixtures', 'interop', corpus);
    let folder: string;
    let copy: string;

    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'strata-interop-'));
      copy = join(folder, 'copy');
      const index = join(folder, 'ours.sqlite');
      expect(runStrata('index', bundles, '--output', index)).toMatchObject({ status: 0 });
      expect(runStrata('export', index, '--all', '--to', copy)).toMatchObject({ status: 0 });
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    it('are the very bytes that came in', () => {
      const files = bundlesIn(bundles);
      expect(files.length).toBeGreaterThan(0);
      expect(bundlesIn(copy)).toEqual(files);
      for (const file of files) {
        const isSame = readFileSync(join(copy, file)).equals(readFileSync(join(bundles, file)));
        expect({ file, isSame }).toEqual({ file, isSame: true });
      }
    });

    it('give the reference the rows that the originals give it', async () => {
      const [fromCopy, fromSource] = [join(folder, 'copy.sqlite'), join(folder, 'source.sqlite')];
      await runReference(cli, 'index', copy, '-o', fromCopy, '--no-progress');
      await runReference(cli, 'index', bundles, '-o', fromSource, '--no-progress');

      expect(valuesOf(fromCopy)).toEqual(valuesOf(fromSource));
    });
  },
);

/** Everything but the time of the copy. */
function valuesOf(index: string): unknown {
  const { rows } = readBacktestIndex(index);
  for (const cells of rows.values()) cells.delete('bundle_mtime_ns');
  return rows;
}

function bundlesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(iafbt|obtf)$/.test(name))
    .toSorted();
}
