import { execFileSync } from 'node:child_process';
import { mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { errorCodes } from '#contract/reply.ts';
import { placeBundle } from '#testing/demo-bundles.ts';
import { mutantBundle } from '#testing/hostile/mutants.ts';
import { type ParseReport, parseMutants } from '#testing/hostile/parse-mutants.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';
import { hashTree } from '#testing/tree-hash.ts';
import { importIntoTiered } from './import-into-tiered.ts';
import { indexFolder } from './index-folder.ts';
import { createTask } from './task-context.ts';
import { verifyArchive } from './verify-archive.ts';

/** reliability.md §4, rows 17, 19 and 21. */
const folder = temporaryFolder();
const { task } = createTask();
const factor = process.env.STRATA_SOAK === undefined ? 1 : 20;

describe('mutated files', () => {
  it.each([
    ['bundle', 10_000 * factor],
    ['parquet', 5_000 * factor],
    ['prices', 5_000 * factor],
    ['dataset', 5_000 * factor],
  ] as const)(
    '%s: %i end in a value or in a typed error, none hangs, none takes the memory',
    async (kind, count) => {
      const half = count / 2;
      const reports = await Promise.all([
        parseMutants(kind, 0, half),
        parseMutants(kind, half, count),
      ]);
      const sum = (of: (report: ParseReport) => number) =>
        reports.reduce((total, report) => total + of(report), 0);
      expect(reports.flatMap(({ odd }) => odd)).toEqual([]);
      expect(sum(({ tried }) => tried)).toBe(count);
      // Of what can be read at all some still is: the damage is not too coarse.
      expect(sum(({ read }) => read)).toBeGreaterThan(count / 20);
      expect(
        sum(({ refused }) => Object.values(refused).reduce((a, b) => a + b, 0)),
      ).toBeGreaterThan(count / 10);
      const [slowest, megabytes] = [
        Math.max(...reports.map((report) => report.slowest)),
        Math.max(...reports.map((report) => report.megabytes)),
      ];
      expect(slowest).toBeLessThan(5);
      expect(megabytes).toBeLessThan(512);
      console.warn(
        `${count} mutated files (${kind}): slowest ${slowest.toFixed(2)} s of processor time, ${Math.round(megabytes)} MiB at most`,
      );
    },
  );

  it('come into archives as rows or as listed failures, and nothing is written outside', async () => {
    const count = 1000 * factor;
    const source = folder.at('outside/source');
    await mkdir(source, { recursive: true });
    for (let number = 0; number < count; number++)
      await writeFile(join(source, `m${number}.iafbt`), mutantBundle(number).bytes);
    const before = await hashTree(folder.at('outside'));
    const root = folder.at('archive');
    const tiered = await importIntoTiered({ root, sources: [source], threads: 2 }, task);
    expect(tiered.added + tiered.unchanged + tiered.failures.length).toBe(count);
    const known: readonly string[] = errorCodes.filter(
      (code) => code !== 'internal' && code !== 'timeout',
    );
    expect(tiered.failures.filter(({ code }) => !known.includes(code))).toEqual([]);
    expect(tiered.added).toBeGreaterThan(count / 20);
    const { damaged } = await verifyArchive({ root, depth: { kind: 'full' }, threads: 2 }, task);
    expect(damaged).toEqual([]);
    expect(await hashTree(folder.at('outside'))).toEqual(before);
    expect((await readdir(folder.path)).sort()).toEqual(['archive', 'outside']);

    const plain = await indexFolder({ folder: source, threads: 2 }, task);
    expect(plain.failures.filter(({ code }) => !known.includes(code))).toEqual([]);
    console.warn(
      `${count} mutated bundles imported: ${tiered.added} kept and proved, the rest refused by name`,
    );
  });
});

describe.skipIf(process.platform === 'win32')('a folder that is not what it seems', () => {
  it('gives what is in it; links that circle or lead out, pipes and devices are passed over by name', async () => {
    await placeBundle('event/event_000.iafbt', folder.at('source/good.iafbt'));
    await symlink('..', folder.at('source/up'));
    await symlink('circle.iafbt', folder.at('source/circle.iafbt'));
    await symlink('/etc/passwd', folder.at('source/passwd.iafbt'));
    await symlink('/etc', folder.at('source/etc'));
    await symlink('/dev/zero', folder.at('source/zero.iafbt'));
    execFileSync('mkfifo', [folder.at('source/pipe.iafbt')]);
    const root = folder.at('archive');
    const outcome = await importIntoTiered(
      { root, sources: [folder.at('source')], threads: 1 },
      task,
    );
    expect(outcome.added).toBe(1);
    const named = [...outcome.failures, ...outcome.skipped].map(({ file, code }) => [
      file.split('/').at(-1),
      code,
    ]);
    expect(Object.fromEntries(named)).toEqual({
      'circle.iafbt': 'file-special',
      'passwd.iafbt': 'not-a-bundle',
      'pipe.iafbt': 'file-special',
      'zero.iafbt': 'file-special',
      etc: 'file-special',
      up: 'file-special',
    });
  });

  it('that is written to while it is read gives whole bundles or says what changed', async () => {
    const source = folder.at('source');
    for (const round of Array.from({ length: 12 }).keys())
      await placeBundle('event/event_000.iafbt', join(source, `a${round}.iafbt`));
    let isOver = false;
    const swapping = (async () => {
      for (let round = 0; !isOver; round++) {
        const path = join(source, `a${round % 12}.iafbt`);
        await rm(path, { force: true });
        if (round % 3 === 0) await symlink('/etc/passwd', path);
        else if (round % 3 === 1) await writeFile(path, mutantBundle(round).bytes);
        else await placeBundle('event/event_002.iafbt', path);
      }
    })();
    try {
      for (let round = 0; round < 15; round++) {
        const root = folder.at(`archive-${round}`);
        const outcome = await importIntoTiered({ root, sources: [source], threads: 1 }, task);
        expect(outcome.failures.filter(({ code }) => code === 'internal')).toEqual([]);
        const { damaged } = await verifyArchive(
          { root, depth: { kind: 'full' }, threads: 1 },
          task,
        );
        expect(damaged).toEqual([]);
      }
    } finally {
      isOver = true;
      await swapping;
    }
  });
});
