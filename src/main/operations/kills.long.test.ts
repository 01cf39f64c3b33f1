import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faultsOf, stateOf } from '#testing/faults/check-world.ts';
import { bundleHashes, makeWorld } from '#testing/faults/make-world.ts';
import { runVerb } from '#testing/faults/run-verb.ts';
import { verbs } from '#testing/faults/verbs.ts';

// reliability.md §4, row 1: kill -9 at every step that any verb takes to the disk.
let made = '';
beforeAll(async () => {
  made = await mkdtemp(join(tmpdir(), 'strata-killed-'));
  await makeWorld(join(made, 'made'));
});
afterAll(() => rm(made, { recursive: true }));

describe.each(Object.keys(verbs))('kill -9 in the middle of: %s', (verb) => {
  it('at whichever step loses nothing, shows nothing half, and can be done again', async () => {
    const before = await bundleHashes(join(made, 'made'));
    const whole = await aWorld();
    const { code, steps } = await runVerb(verb, whole);
    expect(code).toBe('done');
    expect(steps).toBeGreaterThan(4);
    const expected = await stateOf(whole);

    for (let step = 1; step <= steps; step++) {
      const world = await aWorld();
      const end = await runVerb(verb, world, { fault: `kill:${step}` });
      expect([step, end.code]).toEqual([step, 'killed']);
      expect([step, await faultsOf(world)]).toEqual([step, []]);
      const left = new Set(await bundleHashes(world));
      expect([step, before.filter((hash) => !left.has(hash))]).toEqual([step, []]);

      // By this process: another one to start would take twice as long.
      await verbs[verb]!(world).catch(() => undefined);
      expect([step, await stateOf(world)]).toEqual([step, expected]);
      if (step % 8 === 1) expect([step, await faultsOf(world)]).toEqual([step, []]);
    }
    console.warn(`${verb}: killed at each of ${steps} steps`);
  });
});

async function aWorld(): Promise<string> {
  const world = join(made, 'world');
  await rm(world, { recursive: true, force: true });
  await cp(join(made, 'made'), world, { recursive: true, preserveTimestamps: true });
  return world;
}
