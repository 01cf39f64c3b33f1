import { describe, expect, it } from 'vitest';
import { soak } from '#testing/soak/soak.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';

/** reliability.md §4, row 28. `STRATA_SOAK`: 10,000 backtests, for two hours. */
const isSoak = process.env.STRATA_SOAK !== undefined;
const scale = isSoak
  ? { runs: 10_000, operations: 5000, seconds: 7200 }
  : { runs: 100, operations: 180, seconds: 0 };
const folder = temporaryFolder();

describe.skipIf(process.platform !== 'linux')('work that goes on and on', () => {
  it('holds no more files, no more memory and no longer a log at its end than after its first part', {
    timeout: 4 * 3_600_000,
  }, async () => {
    const seed = Number(process.env.STRATA_SEED ?? (isSoak ? Date.now() % 2 ** 31 : 28));
    console.warn(`soak: seed ${seed}`);
    const { done, held, damaged } = await soak({ home: folder.path, ...scale, seed });
    expect(damaged).toEqual([]);
    expect(done).toBeGreaterThanOrEqual(scale.operations);
    const third = Math.ceil(held.length / 3);
    const [early, late] = [held.slice(0, third), held.slice(-third)];
    const most = (of: 'files' | 'megabytes' | 'logMegabytes', among = held) =>
      Math.max(...among.map((one) => one[of]));
    // A reader keeps up to 32 datasets open.
    expect(most('files', late)).toBeLessThanOrEqual(most('files', early) + 40);
    // What was read once stays at hand, within bounds.
    expect(most('megabytes', late)).toBeLessThan(most('megabytes', early) * 1.5 + 64);
    expect(most('logMegabytes')).toBeLessThan(64);
    console.warn(
      `${done} operations on ${scale.runs} backtests: ${early[0]!.files} files open at first, ` +
        `${most('files', late)} at the end; ${Math.round(most('megabytes', early))} and ` +
        `${Math.round(most('megabytes', late))} MiB; a log of ${most('logMegabytes').toFixed(1)} MiB at most`,
    );
  });
});
