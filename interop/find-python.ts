import { spawnSync } from 'node:child_process';

/**
 * A Python that has these packages: what the variable names (a file), else the `python3` of the PATH. Null,
 * with the reason printed, where there is none: these suites are then skipped.
 */
export function findPython(variable: string, packages: readonly string[]): string | null {
  const python = process.env[variable] ?? 'python3';
  const { status, error, stderr } = spawnSync(
    python,
    ['-c', packages.map((name) => `import ${name}`).join('\n')],
    { encoding: 'utf8' },
  );
  if (status === 0) return python;
  const why = error?.message ?? stderr.trim().split('\n').at(-1);
  console.warn(
    `skipped: ${python} has no ${packages.join(', ')} (${variable} names another): ${why}`,
  );
  return null;
}

/** What a script of this folder prints, as JSON. Throws with what it wrote to stderr. */
export function runPython(python: string, script: string, ...args: string[]): unknown {
  const { status, stdout, stderr } = spawnSync(python, [script, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    // Elsewhere than in UTC, so that a time that is not marked as UTC shows.
    env: { ...process.env, TZ: 'America/New_York' },
  });
  if (status !== 0) throw new Error(`${script} failed: ${stderr.slice(-4000)}`);
  return JSON.parse(stdout);
}
