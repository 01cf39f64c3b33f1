/** `npm test`: everything a change has to pass. Runs on Node 20 with nothing installed. */
import { ensureChromium } from './setup/chromium.mjs';
import { makeReady } from './setup/ready.mjs';
import { say } from './setup/say.mjs';
import { runSteps } from './testing/run-steps.mjs';
import { playwrightStep, vitestStep } from './testing/steps.mjs';

try {
  // The build comes first: it is wanted by the tests of the binaries and by those in the browser.
  const node = await makeReady();
  const chromium = await ensureChromium(node);
  process.exitCode = await runSteps('test', [
    { script: 'types' },
    { script: 'lint' },
    { script: 'layers' },
    vitestStep('unit'),
    playwrightStep('e2e', { STRATA_CHROMIUM: chromium }),
  ]);
} catch (error) {
  say(error.message);
  process.stdout.write('0 passed, 1 failed\n');
  process.exitCode = 1;
}
