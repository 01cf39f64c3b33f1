import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readContainer } from '../src/main/formats/bundle/container.ts';
import { decodeExact } from '../src/main/formats/messagepack/decode-exact.ts';
import { encodeExact } from '../src/main/formats/messagepack/encode-exact.ts';
import type { ExactMap } from '../src/main/formats/messagepack/exact-value.ts';
import { upgradeBundle } from '../src/main/formats/upgrade/upgrade-bundle.ts';
import { writingZstd } from '../src/main/formats/zstd/zstd.ts';
import { readBacktestIndex } from './backtest-index.ts';
import { findPython, runPython } from './find-python.ts';
import { findReferenceCli, runReference } from './reference-cli.ts';
import { projectFolder, runStrata } from './strata-cli.ts';

vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });

const python = findPython('STRATA_PYTHON', ['investing_algorithm_framework']);
const reference = findReferenceCli();

/** More than 300 bundles, each a real one with one thing changed, by the reference's own encoder. */
describe.skipIf(python === null || reference === null)('odd bundles', () => {
  const versions = ['v1', 'v2'];
  let folder: string;
  let upgraded: Record<string, string | null>;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'strata-interop-'));
    const script = join(projectFolder, 'interop', 'odd-bundles.py');
    const fixtures = join(projectFolder, 'fixtures', 'interop');
    upgraded = runPython(python!, script, fixtures, folder) as typeof upgraded;
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(versions)('of %s have the rows that the reference makes of them', async (version) => {
    const [ours, theirs] = [join(folder, 'ours.sqlite'), join(folder, `theirs-${version}.sqlite`)];
    const bundles = join(folder, version);
    expect(runStrata('index', bundles, '--output', ours, '--rebuild')).toMatchObject({ status: 0 });
    await runReference(reference!, 'index', bundles, '-o', theirs, '--no-progress');
    const expected = readBacktestIndex(theirs).rows;
    expect(expected.size).toBeGreaterThan(150);
    const found = readBacktestIndex(ours).rows;
    for (const [path, cells] of expected) expect([path, found.get(path)]).toEqual([path, cells]);
  });

  it.each(versions)('of %s are taken apart, proved, and come back as they were', (version) => {
    const bundles = join(folder, version);
    const [archive, back] = [join(folder, `${version}-tiered`), join(folder, `${version}-back`)];
    const there = ['--from', 'local-dir', '--to', 'local-tiered', '--json'];
    const migrated = JSON.parse(runStrata('migrate-store', bundles, archive, ...there).stdout);
    expect(migrated).toMatchObject({ failed: [], proof: { opaque: 0 } });
    expect(runStrata('verify', archive, '--full')).toMatchObject({ status: 0 });
    const andBack = ['--from', 'local-tiered', '--to', 'local-dir', '--original'];
    expect(runStrata('migrate-store', archive, back, ...andBack)).toMatchObject({ status: 0 });
    const names = readdirSync(bundles);
    const differ = names.filter(
      (name) => !readFileSync(join(back, name)).equals(readFileSync(join(bundles, name))),
    );
    expect(differ).toEqual([]);
  });

  it('of v1 become the v2 that the framework makes of them', () => {
    const bundles = join(folder, 'v1');
    const made = readdirSync(bundles).map((name) => {
      const { payload } = readContainer(readFileSync(join(bundles, name)));
      const document = decodeExact(upgradeBundle(payload, writingZstd())) as ExactMap;
      const hash = createHash('sha256').update(encodeExact(document)).digest('hex');
      return [basename(name, '.iafbt'), hash] as const;
    });
    expect(made.length).toBeGreaterThan(150);
    expect(Object.fromEntries(made)).toEqual(upgraded);
  });
});
