import { noteFile } from '../setup/project.mjs';
import { countPlaywright, countVitest } from './count-results.mjs';

export function vitestStep(script, env = {}) {
  const file = noteFile(`report-${script}${env.STRATA_TESTS ?? ''}.json`);
  return {
    script,
    args: ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
    env,
    report: { file, count: countVitest },
  };
}

export function playwrightStep(script, env) {
  const file = noteFile(`report-${script}${env.STRATA_TESTS ?? ''}.json`);
  return {
    script,
    args: ['--reporter=list,json'],
    env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: file },
    report: { file, count: countPlaywright },
  };
}
