import { existsSync, readFileSync } from 'node:fs';
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
});
