import { mkdir, stat, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '#testing/temporary-folder.ts';
import { ballastBytes, ballastShare, fitBallast, keepBallast } from './ballast.ts';
import { layout } from './layout.ts';

const folder = temporaryFolder();

describe('the ballast of a tiered archive', () => {
  it('is a small share of the data, grows with it, and never beyond its full size', async () => {
    await keepBallast(folder.path);
    expect(await ballast()).toBe(0);

    await addData('a', 3_000_000);
    await keepBallast(folder.path);
    const small = await ballast();
    expect(small).toBeGreaterThan(0);
    expect(small).toBeLessThanOrEqual(3_000_000 * ballastShare);

    await addData('b', 40_000_000);
    await keepBallast(folder.path);
    await keepBallast(folder.path);
    expect(await ballast()).toBe(ballastBytes);
  });

  it('shrinks with the data where it is fitted', async () => {
    await addData('a', 40_000_000);
    await keepBallast(folder.path);
    expect(await ballast()).toBe(ballastBytes);

    await addData('a', 3_000_000);
    await fitBallast(folder.path);
    const small = await ballast();
    expect(small).toBeGreaterThan(0);
    expect(small).toBeLessThanOrEqual(3_000_000 * ballastShare);
  });
});

async function addData(name: string, bytes: number): Promise<void> {
  await mkdir(folder.at('parquet/trades'), { recursive: true });
  await writeFile(folder.at(`parquet/trades/${name}.parquet`), Buffer.alloc(bytes));
}

async function ballast(): Promise<number> {
  return (await stat(folder.at(layout.ballast)).catch(() => ({ size: 0 }))).size;
}
