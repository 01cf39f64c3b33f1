import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { errorCodes } from '#contract/reply.ts';
import type { EntrancesReport } from '#testing/hostile/entrances-process.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';

/** reliability.md §4, row 16: bombs through every entrance that reads a bundle. */
const folder = temporaryFolder();
const child = fileURLToPath(new URL('../../testing/hostile/entrances-process.ts', import.meta.url));

describe('a bundle that became a bomb after it was indexed', () => {
  it('is refused by a typed error at every entrance, soon and for bounded memory, and its neighbour is read', async () => {
    await mkdir(folder.at('sweep'), { recursive: true });
    const { stdout } = await promisify(execFile)(process.execPath, [child, folder.path], {
      maxBuffer: 64 * 1024 ** 2,
    });
    const report = JSON.parse(stdout) as EntrancesReport;
    const all = report.answers.flatMap(({ bomb, codes }) =>
      Object.entries(codes).map(([entrance, code]) => ({ bomb, entrance, code })),
    );
    const known: readonly string[] = [
      ...errorCodes.filter((code) => code !== 'internal' && code !== 'bad-request'),
      'ok',
      'failures listed',
    ];
    expect(all.filter(({ code }) => !known.includes(code))).toEqual([]);
    expect(all.filter(({ code }) => code !== 'ok').length).toBeGreaterThan(100);
    expect(new Set(Object.values(report.neighbour))).toEqual(new Set(['ok']));
    expect(report.slowest.seconds).toBeLessThan(5);
    expect(report.megabytes).toBeLessThan(512);
    console.warn(
      `${report.answers.length} bombs at ${all.length / report.answers.length} entrances: at most ` +
        `${report.slowest.seconds.toFixed(1)} s of processor time, ${Math.round(report.megabytes)} MiB`,
    );
  });
});
