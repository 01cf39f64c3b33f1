import { cp, rm } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { faultsOf, stateOf } from './check-world.ts';
import { bundleHashes } from './make-world.ts';
import { runVerb } from './run-verb.ts';
import { verbs } from './verbs.ts';

/** What was wrong after a kill, and at which step that was. */
export interface KillFinding {
  step: number;
  what: string;
}

/**
 * Does a verb to a copy of a world again and again, in a process that kills itself at another step each time, and
 * once more after each kill. `every`: one of so many steps.
 */
export async function killAtSteps(
  verb: string,
  { made, world, every = 1 }: { made: string; world: string; every?: number },
): Promise<{ steps: number; kills: number; findings: KillFinding[] }> {
  const renew = async () => {
    await rm(world, { recursive: true, force: true });
    await cp(made, world, { recursive: true, preserveTimestamps: true });
  };
  const before = await bundleHashes(made);
  await renew();
  const { code, steps } = await runVerb(verb, world);
  const findings: KillFinding[] = [];
  if (code !== 'done') findings.push({ step: 0, what: `it ends with ${code} by itself` });
  const expected = await stateOf(world);
  let kills = 0;
  for (let step = 1; step <= steps; step += every) {
    const find = (what: string) => findings.push({ step, what });
    await renew();
    const end = await runVerb(verb, world, { fault: `kill:${step}` });
    if (end.code !== 'killed') find(`it was not killed: ${end.code}`);
    for (const fault of await faultsOf(world)) find(fault);
    const left = new Set(await bundleHashes(world));
    for (const hash of before) if (!left.has(hash)) find(`the bundle ${hash} is lost`);

    // By this process: another one to start would take twice as long.
    await verbs[verb]!(world).catch(() => undefined);
    if (!isDeepStrictEqual(await stateOf(world), expected)) find('done again, it ends elsewhere');
    if (step % 8 === 1) for (const fault of await faultsOf(world)) find(`done again: ${fault}`);
    kills++;
  }
  return { steps, kills, findings };
}
