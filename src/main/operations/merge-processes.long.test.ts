import { execFileSync } from 'node:child_process';
import { open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCommand } from '#testing/run-command.ts';
import { spawnCommand } from '#testing/spawn-command.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';
import { makeTieredArchive } from '#testing/tiered-archive.ts';
import { fileHashesOf } from '../store/tiered/archive-hashes.ts';
import { filesOf } from '../store/tiered/own-files.ts';
import { liveBatches } from './sql/live-batches.ts';

const folder = temporaryFolder();

const names = ['00', '02', '04', '06', '08', '10'].map((no) => `event/event_0${no}.iafbt`);
const bundle = (at: number) => names[at] as string;

async function json(args: string[]) {
  const { stdout } = await runCommand('strata', [...args, '--json']);
  return JSON.parse(stdout);
}

const handlesOf = async (root: string) =>
  (await json(['list', root])).map(({ handle }: { handle: string }) => handle).sort();

/** Everything that does not say where or when it was read. */
async function contentOf(root: string) {
  const rows = await json(['list', root, '--columns', 'handle,bundle_id,sharpe_ratio,file_size']);
  const sums = await json([
    'sql',
    root,
    `SELECT run_id, metric_name, count(*) AS points, sum(value) AS total FROM metric_series
     GROUP BY ALL ORDER BY ALL`,
  ]);
  return { rows, sums };
}

/** Two archives that share half of what they hold, in batches cut otherwise; the second has two batches of its own at the end. */
async function leftAndRight() {
  const left = await makeTieredArchive(folder.at('left'), [[bundle(0), bundle(1)], [bundle(2)]]);
  const right = await makeTieredArchive(folder.at('right'), [
    [bundle(1), bundle(3)],
    [bundle(2)],
    [bundle(4)],
    [bundle(5)],
  ]);
  return { left, right };
}

describe('two processes that negotiate', () => {
  it('one says what it has, the other what it lacks, whatever the hashes name', async () => {
    const { left, right } = await leftAndRight();
    const batches = await liveBatches(right);
    const have = batches.flatMap((batch) => [
      ...batch.manifest.backtests.map(({ id }) => id),
      ...fileHashesOf(batch),
    ]);
    const { child, ended } = spawnCommand('strata', ['negotiate', left, '--json'], {}, 'pipe');
    child.stdin!.end(JSON.stringify({ have }));

    const { missing } = JSON.parse((await ended).stdout);

    const shared = new Set(
      (await liveBatches(left)).flatMap(({ manifest }) => [
        ...manifest.backtests.map(({ id }) => id),
        ...manifest.backtests.flatMap(({ symbols, chunks }) => [
          symbols,
          ...chunks.map(({ id }) => id),
        ]),
      ]),
    );
    const isKnown = (hash: string) => shared.has(hash);
    expect(missing.filter(isKnown)).toEqual([]);
    const ids = batches.flatMap(({ manifest }) => manifest.backtests.map(({ id }) => id));
    expect(ids.filter((id) => missing.includes(id))).toHaveLength(3);
    // What both took in alone lies in the same files on both sides, but for the times of the bundle's file.
    const same = filesOf(batches[1]!.manifest)
      .filter(({ path }) => !path.startsWith('parquet/backtests/'))
      .map(({ sha256 }) => sha256);
    expect(same.length).toBeGreaterThan(4);
    expect(same.filter((hash) => missing.includes(hash))).toEqual([]);
    const unknown = filesOf(batches[3]!.manifest).map(({ sha256 }) => sha256);
    const mine = new Set((await liveBatches(left)).flatMap(fileHashesOf));
    expect(unknown.filter((hash) => mine.has(hash) === missing.includes(hash))).toEqual([]);
    expect(unknown.filter((hash) => missing.includes(hash)).length).toBeGreaterThan(4);
  });
});

describe.skipIf(process.platform === 'win32')('a merging process that is killed', () => {
  it('has brought what it said, goes on where it was, and ends at what one archive would be', async () => {
    const { left, right } = await leftAndRight();
    const whole = await makeTieredArchive(folder.at('whole'), [names]);
    // Its last batch is cut off: a pipe in place of a file holds the reader until it is killed.
    const last = (await liveBatches(right)).at(-1)!;
    const { path } = filesOf(last.manifest)[0]!;
    const file = join(right, path);
    await rename(file, `${file}.aside`);
    execFileSync('mkfifo', [file]);
    const { child, ended } = spawnCommand('strata', ['merge', left, right]);
    const writer = await open(file, 'w');
    child.kill('SIGKILL');
    await writer.close();
    expect((await ended).code).toBe(-1);
    await rename(`${file}.aside`, file);

    const before = ['event/event_000', 'event/event_002', 'event/event_004'];
    const arrived = ['event/event_006', 'event/event_008'];
    expect(await handlesOf(left)).toEqual([...before, ...arrived]);

    const { added, unchanged, bytes, failed } = await json(['merge', left, right]);

    expect({ added, unchanged, failed }).toEqual({ added: 1, unchanged: 4, failed: [] });
    const lastBytes = filesOf(last.manifest).reduce((sum, one) => sum + one.bytes, last.bytes);
    expect(bytes).toBeLessThanOrEqual(lastBytes);
    expect(await contentOf(left)).toEqual(await contentOf(whole));
    expect((await json(['verify', left, '--full'])).damaged).toEqual([]);
    expect(await json(['merge', left, right])).toMatchObject({ added: 0, bytes: 0 });
  });
});
