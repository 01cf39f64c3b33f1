/** The child that does one verb to a world, and says on its standard output how that ended. */
import { describeFailure } from '#contract/archive-error.ts';
import { asRefusal } from '../../main/operations/refusal.ts';
import { stepsTaken } from './fault-plan.ts';
import { firstFailureOf } from './first-failure.ts';
import { verbs } from './verbs.ts';

const [verb = '', world = ''] = process.argv.slice(2);
const code = await verbs[verb]!(world).then(
  (outcome) => firstFailureOf(outcome) ?? 'done',
  (thrown: unknown) => {
    const error = asRefusal(thrown);
    const failure = describeFailure(error);
    if (failure.code === 'internal') console.error(error);
    return failure.code;
  },
);
process.stdout.write(`${JSON.stringify({ code, steps: stepsTaken() })}\n`);
