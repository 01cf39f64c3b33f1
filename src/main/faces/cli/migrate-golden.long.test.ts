import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCommand } from '#testing/run-command.ts';
import { sharedCorpus } from '#testing/shared-corpus.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';

/**
 * The migrations that the reference was recorded at, by ours: what differs is in docs/known-differences.md
 * ("migrate-store"), and nothing else may.
 */
const golden = sharedCorpus('golden');
const folder = temporaryFolder();

const recorded = (name: string) => JSON.parse(readFileSync(join(golden!, name), 'utf8'));
const source = () => join(golden!, 'migrate_src');
const store = () => join(golden!, 'tiered_store');

function migrate(from: string, to: string, src: string, ...rest: string[]) {
  return runCommand('iaf', [
    'migrate-store',
    ...['--from', from, '--src', src, '--to', to, '--dst', folder.at('out'), ...rest, '--json'],
  ]);
}

async function handlesOf(archive: string): Promise<string[]> {
  const { stdout } = await runCommand('strata', ['list', archive, '--json']);
  return JSON.parse(stdout).map((row: { handle: string }) => row.handle);
}

/** Hash of every file whose path fits, by path. */
function contentOf(root: string, fits: RegExp): Map<string, string> {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
  return new Map(
    paths
      .filter((path) => fits.test(path))
      .map((path) => [
        path,
        createHash('sha256')
          .update(readFileSync(join(root, path)))
          .digest('hex'),
      ]),
  );
}

describe.skipIf(golden === null)('migrate-store as the reference was recorded at it', () => {
  it('takes the thirteen bundles of the folder in, that of the sub-folder under its whole name', async () => {
    const { code, stdout } = await migrate('local-dir', 'local-tiered', source());
    expect(code).toBe(0);
    const { added, failed, proof } = JSON.parse(stdout);
    expect({ added, failed, proof: proof.payload }).toEqual({ added: 13, failed: [], proof: 13 });
    const { dir_handles: names } = recorded('tiered_store_view.json');
    const wanted = names.map((name: string) => name.replace('.iafbt', ''));
    expect((await handlesOf(folder.at('out'))).sort()).toEqual(wanted.sort());
  });

  it('takes those of --handles, and lists one that is not there', async () => {
    const handles = ['--handles', 'event_000, nope ,sweep_a_000.iafbt'];
    const { code, stdout } = await migrate('local-dir', 'local-tiered', source(), ...handles);
    expect(code).toBe(3);
    expect(JSON.parse(stdout).failed).toMatchObject([{ file: 'nope', code: 'not-found' }]);
    const bundles = recorded('migrate_handles_tree.json').filter((path: string) =>
      path.startsWith('bundles/'),
    );
    expect((await handlesOf(folder.at('out'))).sort()).toEqual(
      bundles.map((path: string) => path.slice('bundles/'.length, -'.iafbt'.length)).sort(),
    );
  });

  it('refuses a kind that there is not', async () => {
    const { code, stderr } = await migrate('remote', 'local-tiered', source());
    expect(readFileSync(join(golden!, 'migrate_bad_kind.txt'), 'utf8')).toContain('--rc 2--');
    expect(code).toBe(2);
    expect(stderr).toMatch(/--from remote: local-dir or local-tiered is needed/);
  });

  it('goes on where the reference gave up: an integer beyond 64 bits is no reason to stop', async () => {
    expect(readFileSync(join(golden!, 'migrate_aborts_on_bad_row.txt'), 'utf8')).toContain(
      '--rc 1--',
    );
    const bundle = 'int_over_int64.iafbt';
    const interop = join(sharedCorpus('interop')!, 'v2');
    const paths = readdirSync(interop, { recursive: true, encoding: 'utf8' });
    const path = paths.find((name) => name.endsWith(bundle));
    const { code } = await runCommand('strata', [
      ...['import', folder.at('out'), join(interop, path!), '--store', 'local-tiered', '--json'],
    ]);
    expect(code).toBe(0);
    expect(await handlesOf(folder.at('out'))).toEqual(['int_over_int64']);
  });

  it('brings the reference’s own tiered store out as files, all thirteen, with their prices', async () => {
    const { code, stdout } = await migrate('local-tiered', 'local-dir', store());
    expect({ code, added: JSON.parse(stdout).added }).toEqual({ code: 0, added: 13 });
    const before = contentOf(store(), /^(bundles|ohlcv)\//);
    expect(contentOf(folder.at('out'), /^(bundles|ohlcv)\//)).toEqual(before);
    expect(before.size).toBe(15);
    expect(recorded('migrate_back_tree.json').tree).toHaveLength(12);
  });

  it('takes the reference’s own tiered store in, and gives its very files back', async () => {
    const { code, stdout } = await migrate('local-tiered', 'local-tiered', store());
    expect({ code, added: JSON.parse(stdout).added }).toEqual({ code: 0, added: 13 });
    const out = ['export', folder.at('out'), '--all', '--to', folder.at('back'), '--with-ohlcv'];
    expect((await runCommand('strata', out)).code).toBe(0);
    expect(contentOf(folder.at('back'), /^ohlcv\//)).toEqual(contentOf(store(), /^ohlcv\//));
    expect(contentOf(folder.at('back'), /\.iafbt$/)).toEqual(
      contentOf(join(store(), 'bundles'), /\.iafbt$/),
    );
    const { stdout: shown } = await runCommand('strata', [
      ...['show', folder.at('out'), 'ohlcv_default', '--json'],
    ]);
    const prices: { chunk: string | null }[] = JSON.parse(shown).stored.prices;
    const there = readdirSync(join(store(), 'ohlcv')).map((name) => name.slice(0, 64));
    expect(prices.length).toBeGreaterThan(0);
    for (const { chunk } of prices) expect(there).toContain(chunk);
  });
});
