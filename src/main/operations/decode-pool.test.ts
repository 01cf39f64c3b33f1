import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { demoFolder } from '#testing/demo-bundles.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';
import type { DecodeOutcome, DecodeTarget } from './decode-file.ts';
import { openDecodePool, type PoolOptions } from './decode-pool.ts';
import { LARGE_FILE_BYTES, openReadHere } from './read-here.ts';
import { createTask } from './task-context.ts';

const folder = temporaryFolder();

/** Decoders whose reader does what a file's text says: see there. */
const faulty: PoolOptions = {
  threads: 2,
  hangMilliseconds: 2000,
  entry: new URL('../../testing/faulty-decoder.ts', import.meta.url),
};

describe('the decoding threads', () => {
  it('read every file once, whatever their number', async () => {
    const names = (await readdir(join(demoFolder, 'sweep_a'))).sort();
    const targets = names.map((name, number) =>
      targetOf(join(demoFolder, 'sweep_a', name), number),
    );
    for (const threads of [1, 3]) {
      const outcomes = await decodeAll(targets, { threads });

      expect(outcomes.map((outcome) => outcome.number)).toEqual(
        targets.map((target) => target.number),
      );
      expect(
        outcomes.every((outcome) => 'record' in outcome && outcome.record.runs.length > 0),
      ).toBe(true);
    }
  });

  it('read every file once when the calling thread reads beside them', async () => {
    const names = (await readdir(join(demoFolder, 'sweep_a'))).sort();
    const targets = names.map((name, number) =>
      targetOf(join(demoFolder, 'sweep_a', name), number),
    );

    const outcomes = await decodeAll(targets, { threads: 1, openReadHere });

    expect(outcomes).toEqual(await decodeAll(targets, { threads: 1 }));
  });

  it('read what is too big for the calling thread, and never ask it for a large file', async () => {
    const asked: number[] = [];
    const openReadHere = async () => (target: DecodeTarget) => {
      asked.push(target.number);
      return null;
    };
    const targets = await writeTexts(['fine', 'fine', 'fine']);

    const small = await decodeAll(targets, { ...faulty, threads: 1, openReadHere });
    expect(summaryOf(small)).toEqual(['fine', 'fine', 'fine']);

    asked.length = 0;
    const large = targets.map((target) => ({ ...target, size: LARGE_FILE_BYTES + 1 }));
    expect(summaryOf(await decodeAll(large, { ...faulty, threads: 1, openReadHere }))).toEqual(
      summaryOf(small),
    );
    expect(asked).toEqual([]);
  });

  it('give up a file that takes too long, and read all others', async () => {
    const outcomes = await decodeTexts(['fine', 'hang', 'fine', 'fine', 'hang', 'fine'], faulty);

    expect(summaryOf(outcomes)).toEqual(['fine', 'timeout', 'fine', 'fine', 'timeout', 'fine']);
  });

  it('survive a file that ends its thread', async () => {
    const outcomes = await decodeTexts(['fine', 'exit', 'fine', 'fine'], faulty);

    expect(summaryOf(outcomes)).toEqual(['fine', 'internal', 'fine', 'fine']);
  });

  it('survive a file that uses up its memory', async () => {
    const outcomes = await decodeTexts(['fine', 'eat memory', 'fine'], {
      ...faulty,
      hangMilliseconds: 30_000,
    });

    expect(summaryOf(outcomes)).toEqual(['fine', 'internal', 'fine']);
  });

  it('survive an error nobody thought of, without telling its details', async () => {
    const outcomes = await decodeTexts(['throw', 'fine'], faulty);

    expect(summaryOf(outcomes)).toEqual(['internal', 'fine']);
    expect(
      JSON.stringify(outcomes[0], (_key, value) =>
        typeof value === 'bigint' ? `${value}` : value,
      ),
    ).not.toContain('secret');
  });

  it('have one big payload in memory at a time, and do not take waiting for hanging', async () => {
    const texts = Array(6).fill('big');

    const outcomes = await decodeTexts(texts, { ...faulty, threads: 3 });

    // Each says how many were in hand at once when it was read.
    expect(outcomes.map((outcome) => 'record' in outcome && outcome.record.payloadBytes)).toEqual(
      Array(6).fill(1),
    );
  });

  it('pass the turn on when the one that has it dies', async () => {
    const outcomes = await decodeTexts(['big exit', 'big', 'big hang', 'big'], {
      ...faulty,
      threads: 3,
    });

    expect(summaryOf(outcomes)).toEqual(['internal', 'fine', 'timeout', 'fine']);
  });

  it('say so when no thread can be started at all', async () => {
    const entry = new URL('./no-such-file.ts', import.meta.url);

    await expect(decodeTexts(['fine'], { threads: 1, entry })).rejects.toThrow(
      'decoders do not start',
    );
  });

  it('stop between two files when they are told to', async () => {
    const control = createTask();
    const targets = await writeTexts(Array(500).fill('fine'));
    const pool = openDecodePool(faulty);
    let seen = 0;

    const decoding = (async () => {
      for await (const outcomes of pool.decode(targets, control.task)) {
        seen += outcomes.length;
        control.cancel();
      }
    })();

    await expect(decoding).rejects.toMatchObject({ code: 'cancelled' });
    await pool.close();
    expect(seen).toBeLessThan(500);
  });
});

async function decodeTexts(texts: string[], options: PoolOptions): Promise<DecodeOutcome[]> {
  return decodeAll(await writeTexts(texts), options);
}

async function decodeAll(targets: DecodeTarget[], options: PoolOptions): Promise<DecodeOutcome[]> {
  const pool = openDecodePool(options);
  const all: DecodeOutcome[] = [];
  try {
    for await (const outcomes of pool.decode(targets, createTask().task)) all.push(...outcomes);
  } finally {
    await pool.close();
  }
  return all.sort((a, b) => a.number - b.number);
}

async function writeTexts(texts: string[]): Promise<DecodeTarget[]> {
  await mkdir(folder.at('texts'), { recursive: true });
  return Promise.all(
    texts.map(async (text, number) => {
      await writeFile(folder.at('texts', `${number}`), text);
      return targetOf(folder.at('texts', `${number}`), number);
    }),
  );
}

function targetOf(realPath: string, number: number): DecodeTarget {
  return { number, path: `file ${number}`, realPath, size: 100 };
}

function summaryOf(outcomes: DecodeOutcome[]): (string | null)[] {
  return outcomes.map((outcome) =>
    'failure' in outcome ? outcome.failure.code : outcome.record.tag,
  );
}
