import { appendFile, copyFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '#testing/temporary-folder.ts';
import { nodeDisk } from '../durable/disk.ts';
import { openPublisher } from '../durable/publisher.ts';
import { buildBatch } from './build-batch.ts';

const folder = temporaryFolder();

describe('a batch of two files of one backtest', () => {
  it('keeps a file whole whose bytes after the frame are too many to note', async () => {
    const one = folder.at('one.iafbt');
    const two = folder.at('two.iafbt');
    await copyFile('resources/demo/event/event_000.iafbt', one);
    await copyFile(one, two);
    await appendFile(two, new Uint8Array(5000).fill(7));
    const files = [one, two].map((realPath, i) => {
      return { realPath, path: `${i}.iafbt`, handle: `${i}`, top: folder.path };
    });

    const publisher = openPublisher(folder.at('archive'), nodeDisk);
    const claim = async (ids: readonly string[]) => new Set(ids);
    const batch = await buildBatch(publisher, files, { code: null, claim });

    expect(batch.backtests).toHaveLength(1);
    const [first, second] = batch.stored;
    expect(first!.frame.kind).toBe('zstd');
    expect(second!.frame).toEqual({ kind: 'original', chunk: second!.sha256 });
    const chunks = batch.packs.find(({ kind }) => kind === 'originals')!.entries;
    expect(chunks.map(({ id }) => id)).toEqual([second!.sha256]);
  });
});
