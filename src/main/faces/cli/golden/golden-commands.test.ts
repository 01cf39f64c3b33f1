import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../../../../testing/run-command.ts';
import {
  fixturesFolder,
  type GoldenCommand,
  goldenCommands,
  goldenOutput,
} from './golden-commands.ts';
import { knownDifference, knownDifferences } from './known-differences.ts';

const commands = goldenCommands();
/** A bundle that the reference fails to index (an integer beyond 64 bits) and we do not. */
const onlyOurs = 'edge/int_over_int64.iafbt';
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'strata-golden-'));
  for (const corpus of ['v1', 'v2']) {
    // Copies: reading may leave files of SQLite beside an index.
    cpSync(
      join(fixturesFolder, 'golden', corpus, 'index.sqlite'),
      join(folder, `${corpus}.sqlite`),
    );
    const bundles = join(folder, corpus);
    cpSync(join(fixturesFolder, 'interop', corpus), bundles, { recursive: true });
    rmSync(join(bundles, onlyOurs), { force: true });
    const { code, stderr } = await runCommand('iaf', ['index', bundles, '--no-progress']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

describe.each([
  ["the reference's own index", (corpus: string) => `${corpus}.sqlite`],
  ['our index of the same bundles', (corpus: string) => corpus],
])('iaf on %s', (_name, archiveOf) => {
  it.each(commands)('prints $file as the reference does', async (golden) => {
    const { code, stdout } = await run(golden);
    const theirs = goldenOutput(golden.file) as unknown[];
    const ours = stdout === '' ? [] : JSON.parse(stdout);
    const difference = knownDifference(golden.file)?.ours;

    if (difference === 'refused') {
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    } else {
      expect(code).toBe(0);
      // As text: the order of the keys counts, too.
      const expected = difference?.(theirs, ours, golden.corpus) ?? theirs;
      expect(lines(ours)).toEqual(lines(expected));
    }
  });

  function run({ corpus, command, options }: GoldenCommand) {
    return runCommand('iaf', [command, join(folder, archiveOf(corpus)), ...options]);
  }
});

describe('the golden commands', () => {
  it('are all there', () => {
    expect(commands.length).toBeGreaterThan(60);
  });

  it('hold every known difference, and the page names each of them', () => {
    const page = readFileSync(join(fixturesFolder, '..', 'docs', 'known-differences.md'), 'utf8');
    for (const { files, what } of knownDifferences) {
      for (const file of files) {
        expect(commands.some((command) => command.file.endsWith(file))).toBe(true);
      }
      expect(page).toContain(`| ${what} |`);
    }
  });
});

function lines(rows: unknown[]): string[] {
  return rows.map((row) => JSON.stringify(row));
}
