/** `npm run test:long`: the suites that take minutes, or read the shared corpus beside the checkout. */
import { ensureChromium } from './setup/chromium.mjs';
import { makeReady } from './setup/ready.mjs';
import { ensureReference } from './setup/reference.mjs';
import { say } from './setup/say.mjs';
import { runSteps } from './testing/run-steps.mjs';
import { playwrightStep, vitestStep } from './testing/steps.mjs';

try {
  const node = await makeReady();
  const chromium = await ensureChromium(node);
  const reference = await ensureReference();
  process.exitCode = await runSteps('test-long', [
    vitestStep('unit', { STRATA_TESTS: 'long', ...reference }),
    playwrightStep('e2e', { STRATA_TESTS: 'long', STRATA_CHROMIUM: chromium }),
  ]);
} catch (error) {
  say(error.message);
  process.stdout.write('0 passed, 1 failed\n');
  process.exitCode = 1;
}
