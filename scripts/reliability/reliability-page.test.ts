import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Every promise of docs/reliability.md names a test that is there. */
const page = readFileSync('docs/reliability.md', 'utf8');
const rows = [...page.matchAll(/^\| (.+?) \| `([^`]+)`: (.+?) \| (.*?) ?\|$/gm)].map(
  ([, promise = '', file = '', name = '', figure = '']) => ({ promise, file, name, figure }),
);

describe('docs/reliability.md', () => {
  it('has a row for every promise, in a form that this test can read', () => {
    const lines = page.split('\n').filter((line) => line.startsWith('| '));
    const heads = lines.filter((line) => /^\| (?:promise|---)/.test(line));
    expect(rows.length).toBe(lines.length - heads.length);
    expect(rows.length).toBeGreaterThan(45);
  });

  it.each(rows)('$promise: $file', ({ file, name }) => {
    expect(existsSync(file)).toBe(true);
    expect(readFileSync(file, 'utf8')).toContain(name);
  });

  it('names every long suite of the operations', () => {
    const folder = 'src/main/operations';
    const suites = readdirSync(folder).filter((name) => name.endsWith('.long.test.ts'));
    const named = new Set(rows.map(({ file }) => file));
    expect(suites.filter((name) => !named.has(join(folder, name)))).toEqual([]);
  });
});
