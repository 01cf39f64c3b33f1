import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld } from '#testing/faults/make-world.ts';
import { refuseEveryStep } from '#testing/faults/refuse-every-step.ts';
import { verbs } from '#testing/faults/verbs.ts';

/** reliability.md §4, row 6: a disk that refuses a step, and one that is full from some step on. */
let made = '';
beforeAll(async () => {
  made = await mkdtemp(join(tmpdir(), 'strata-refused-'));
  await makeWorld(join(made, 'made'));
});
afterAll(() => rm(made, { recursive: true }));

const kinds = { EIO: ['io-error', 'done'], ENOSPC: ['disk-full', 'done'] } as const;

describe.each(Object.keys(verbs))('a disk that refuses a step of: %s', (verb) => {
  it.each(Object.entries(kinds))('with %s ends it with one clean error', async (kind, codes) => {
    const order = { made: join(made, 'made'), world: join(made, 'world'), kind };
    const { refusals, said } = await refuseEveryStep(verb, order);
    const odd = refusals.filter(
      ({ code, faults, lost, isAsExpected }) =>
        !(codes as readonly string[]).includes(code) ||
        faults.length > 0 ||
        lost > 0 ||
        !isAsExpected,
    );
    expect(odd, said).toEqual([]);
    console.warn(`${verb}: ${refusals.length} steps refused with ${kind}`);
  });
});
