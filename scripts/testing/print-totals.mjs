/** The last line of `.ci/run`: what both runs of tests counted together. Fails where one left no counts. */
import { noteFile } from '../setup/project.mjs';
import { addCounts, readReport } from './count-results.mjs';

const noCounts = { passed: 0, failed: 1, skipped: 0 };
const counts = ['test', 'test-long'].map(
  (name) => readReport(noteFile(`counts-${name}.json`)) ?? noCounts,
);
const { passed, failed } = addCounts(counts);
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
