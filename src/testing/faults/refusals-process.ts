/**
 * The child that does one verb again and again, each time to a fresh world of which another step is refused,
 * and says on its standard output how each ended and what was left.
 */
import { cp, rm } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { describeFailure } from '#contract/archive-error.ts';
import { asRefusal } from '../../main/operations/refusal.ts';
import { faultsOf, stateOf } from './check-world.ts';
import { planFault, stepsTaken } from './fault-plan.ts';
import { firstFailureOf } from './first-failure.ts';
import { bundleHashes } from './make-world.ts';
import type { Refusal } from './refuse-every-step.ts';
import { verbs } from './verbs.ts';

const [verb = '', made = '', world = '', kind = ''] = process.argv.slice(2);
const hashes = await bundleHashes(made);

const whole = await attempt('none');
const expected = await stateOf(world);
for (let step = 1; step <= whole.steps; step++) {
  const { code } = await attempt(`${kind}:${step}${kind === 'ENOSPC' ? '+' : ''}`);
  const faults = await faultsOf(world);
  const left = new Set(await bundleHashes(world));
  const lost = hashes.filter((hash) => !left.has(hash)).length;
  await run();
  const isAsExpected = isDeepStrictEqual(await stateOf(world), expected);
  const refusal: Refusal = { step, code, faults, lost, isAsExpected };
  process.stdout.write(`${JSON.stringify(refusal)}\n`);
}

async function attempt(fault: string): Promise<{ code: string; steps: number }> {
  await rm(world, { recursive: true, force: true });
  await cp(made, world, { recursive: true, preserveTimestamps: true });
  planFault(fault);
  const code = await run();
  const steps = stepsTaken();
  planFault('none');
  return { code, steps };
}

function run(): Promise<string> {
  return verbs[verb]!(world).then(
    (outcome) => firstFailureOf(outcome) ?? 'done',
    (thrown: unknown) => {
      const error = asRefusal(thrown);
      const { code } = describeFailure(error);
      if (code === 'internal') console.error(error);
      return code;
    },
  );
}
