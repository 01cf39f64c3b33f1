import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { demoFolder } from '#testing/demo-bundles.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';
import { writingZstd } from '../formats/zstd/zstd.ts';
import type { DecodeTarget } from './decode-file.ts';
import { BIG_PAYLOAD_BYTES } from './decode-messages.ts';
import { openReadHere } from './read-here.ts';

const folder = temporaryFolder();

describe('reading on the calling thread', () => {
  it('gives the record of a bundle, and the failure of a file that is none', async () => {
    const [bundle] = (await readdir(join(demoFolder, 'sweep_a'))).sort();
    const read = await openReadHere();

    expect(read(await targetOf(join(demoFolder, 'sweep_a', bundle!)))).toMatchObject({
      number: 7,
      record: { formatVersion: 2 },
    });
    await writeFile(folder.at('text.iafbt'), 'no bundle');
    expect(read(await targetOf(folder.at('text.iafbt')))).toMatchObject({
      number: 7,
      failure: { code: 'not-a-bundle' },
    });
  });

  it('leaves a payload that several threads may not have in memory at once to them', async () => {
    await writeBundle('big.iafbt', BIG_PAYLOAD_BYTES);
    await writeBundle('small.iafbt', 10);
    const read = await openReadHere();

    expect(read(await targetOf(folder.at('big.iafbt')))).toBeNull();
    expect(read(await targetOf(folder.at('small.iafbt')))).toMatchObject({
      failure: { code: 'document-not-a-map' },
    });
  });
});

async function writeBundle(name: string, payloadBytes: number) {
  const header = Buffer.from('IAFB\x02\0\0\0', 'latin1');
  const frame = writingZstd().compress(new Uint8Array(payloadBytes), 1);
  await writeFile(folder.at(name), Buffer.concat([header, frame]));
}

async function targetOf(realPath: string): Promise<DecodeTarget> {
  return { number: 7, path: 'a.iafbt', realPath, size: (await stat(realPath)).size };
}
