import { rmSync, writeFileSync } from 'node:fs';
import { noteFile } from '../setup/project.mjs';
import { projectEnvironment, runNpm } from '../setup/run-command.mjs';
import { addCounts, countsLine, readReport } from './count-results.mjs';

/**
 * Runs the npm scripts of `steps` one after the other, all of them even when one fails, and prints a
 * table and the counts. A step without a report counts as one check. Resolves to the exit code.
 */
export async function runSteps(name, steps) {
  const results = [];
  for (const step of steps) results.push(await runStep(step));

  const counts = addCounts(results.map((result) => result.counts));
  writeFileSync(noteFile(`counts-${name}.json`), JSON.stringify(counts));
  const width = Math.max(...steps.map((step) => step.script.length));
  print('');
  for (const { script, seconds, counts: own, isGood } of results) {
    const verdict = isGood ? 'ok    ' : 'FAILED';
    print(
      `${verdict} ${script.padEnd(width)} ${seconds.toFixed(1).padStart(6)} s  ${countsLine(own)}`,
    );
  }
  print(countsLine(counts));
  return counts.failed === 0 && results.every((result) => result.isGood) ? 0 : 1;
}

async function runStep({ script, args = [], env = {}, report }) {
  print(`\n== ${script}`);
  if (report) rmSync(report.file, { force: true });
  const startedAt = Date.now();
  const code = await runNpm(['run', '--silent', script, '--', ...args], {
    env: projectEnvironment(env),
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const counts = countsOf(code, report);
  const isGood = code === 0 && counts.failed === 0;
  return { script, seconds: (Date.now() - startedAt) / 1000, counts, isGood };
}

function countsOf(code, report) {
  const one = code === 0 ? 1 : 0;
  if (!report) return { passed: one, failed: 1 - one, skipped: 0 };
  const content = readReport(report.file);
  if (!content) return { passed: 0, failed: 1, skipped: 0 };
  const counts = report.count(content);
  // It said it failed, but no test did: a crash, or an error outside of any test.
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

function print(line) {
  process.stdout.write(`${line}\n`);
}
