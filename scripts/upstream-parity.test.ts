import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const page = readFileSync(join(root, 'docs/upstream-parity.md'), 'utf8');

interface Line {
  behaviour: string;
  tests: number;
  file: string | null;
  name: string | null;
  remark: string;
}

const sections = page
  .split(/^## /m)
  .slice(1)
  .map((section) => {
    const [, file = '', tests = ''] = /^`([^`]+)`, (\d+) tests?\.$/m.exec(section) ?? [];
    return { file, tests: Number(tests), lines: linesOf(section) };
  });

describe('docs/upstream-parity.md', () => {
  it('has all of the reference’s 122 tests about bundles, stores, index and command line', () => {
    for (const { file, tests, lines } of sections) {
      const counted = lines.reduce((sum, line) => sum + line.tests, 0);
      expect([file, counted]).toEqual([file, tests]);
    }
    expect(sections.map(({ tests }) => tests).reduce((a, b) => a + b, 0)).toBe(122);
    expect(new Set(sections.map(({ file }) => file)).size).toBe(11);
  });

  it.each(sections.flatMap(({ lines }) => lines).map((line) => [line.behaviour, line] as const))(
    'names a test that there is, or says why not: %s',
    (_behaviour, { file, name, remark }) => {
      if (file === null || name === null) expect(remark.length).toBeGreaterThan(20);
      else expect(testNamesIn(file)).toContain(name);
    },
  );
});

function linesOf(section: string): Line[] {
  return section
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| behaviour'))
    .map((line) => {
      const cells = line.slice(2, -2).split(' | ');
      const [behaviour = '', tests = '', test = '', remark = ''] = cells.map((cell) => cell.trim());
      const [, file = null, name = null] = /^`([^`]+)`: (.*)$/.exec(test) ?? [];
      return { behaviour, tests: Number(tests), file, name, remark };
    });
}

/** Names as they stand in `it('…'` and `it.each(…)('…'`. */
function testNamesIn(file: string): string[] {
  const source = readFileSync(join(root, file), 'utf8');
  const found = source.matchAll(/\bit(?:\.each|\.skipIf)?[^'`"]*?\(\s*'((?:[^'\\]|\\.)*)'/g);
  const named = source.matchAll(/\)\(\s*'((?:[^'\\]|\\.)*)',/g);
  return [...found, ...named].map(([, name = '']) => name.replaceAll(/\\(.)/g, '$1'));
}
