import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inProject } from './project.mjs';
import { runCommand } from './run-command.mjs';
import { say } from './say.mjs';

/** The reference framework, the release it reads next year's files with, and the readers of Parquet. */
const environments = {
  'reference-8': [
    'investing-algorithm-framework==8.10.0',
    'duckdb==2.0.1',
    'polars==2.1.0',
    'pyspark==4.3.0',
  ],
  'reference-9': ['investing-algorithm-framework==9.0.0a20'],
};
const variables = ['STRATA_REFERENCE_CLI', 'STRATA_PYTHON', 'STRATA_REFERENCE_9_PYTHON'];

/**
 * What the interop suites are told: where the reference is. It is installed, two gigabytes of it, only in CI or where
 * STRATA_REFERENCE=install asks for it; elsewhere, and where it cannot be had, those suites skip and say why.
 */
export async function ensureReference() {
  if (variables.some((name) => process.env[name] !== undefined)) return {};
  const isWanted = process.env.CI === 'true' || process.env.STRATA_REFERENCE === 'install';
  const made = [];
  for (const [name, packages] of Object.entries(environments)) {
    const folder = inProject('.tools', name);
    const note = join(folder, 'complete');
    if (!existsSync(note) && isWanted && (await install(folder, packages))) writeFileSync(note, '');
    made.push(existsSync(note));
  }
  const [hasReference, hasNext] = made;
  return {
    ...(hasReference && {
      STRATA_REFERENCE_CLI: binaryIn('reference-8', 'investing-algorithm-framework'),
      STRATA_PYTHON: binaryIn('reference-8', 'python'),
    }),
    ...(hasNext && { STRATA_REFERENCE_9_PYTHON: binaryIn('reference-9', 'python') }),
  };
}

/** Programs of an environment name its folder, so it is made in place; a note tells that it is whole. */
async function install(folder, packages) {
  if (spawnSync('python3', ['-c', 'import venv, ensurepip']).status !== 0) {
    say('no python3 with venv: the suites that need the reference framework will skip');
    return false;
  }
  rmSync(folder, { recursive: true, force: true });
  say(`installing ${packages.join(', ')} for the interop suites (once) ...`);
  const isMade =
    (await runCommand('python3', ['-m', 'venv', folder], { seconds: 120, quiet: true })) === 0 &&
    (await runCommand(join(folder, 'bin', 'pip'), ['install', '--quiet', ...packages], {
      seconds: 600,
    })) === 0;
  if (!isMade) say('that failed: the suites that need it will skip');
  return isMade;
}

function binaryIn(name, program) {
  return inProject('.tools', name, 'bin', program);
}
