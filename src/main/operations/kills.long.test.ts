import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { killAtSteps } from '#testing/faults/kill-at-steps.ts';
import { makeWorld } from '#testing/faults/make-world.ts';
import { verbs } from '#testing/faults/verbs.ts';

/** reliability.md §4, row 1: kill -9 at every step that any verb takes to the disk. */
let home = '';
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'strata-killed-'));
  await makeWorld(join(home, 'made'));
});
afterAll(() => rm(home, { recursive: true }));

describe.each(Object.keys(verbs))('kill -9 in the middle of: %s', (verb) => {
  it('at whichever step loses nothing, shows nothing half, and can be done again', async () => {
    const places = { made: join(home, 'made'), world: join(home, 'world') };
    const { steps, kills, findings } = await killAtSteps(verb, places);
    expect(findings).toEqual([]);
    expect(steps).toBeGreaterThan(4);
    expect(kills).toBe(steps);
    console.warn(`${verb}: killed at each of ${steps} steps`);
  });
});
