import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ArchiveError } from '#contract/archive-error.ts';
import { badInput } from '#testing/bad-input.ts';
import type { BadInput } from '#testing/bad-input-kind.ts';
import { fixturesFolder } from '#testing/interop-fixtures.ts';
import { readBundleRecord } from './read-bundle-record.ts';
import { readDocument } from './read-document.ts';
import { readSeries } from './read-series.ts';

const all = badInput.flatMap(({ inputs }) => inputs);

describe.each(all.map((input) => [input.name, input] as const))('%s', (_name, input) => {
  const file = input.file();

  if (typeof input.ours === 'string') {
    it(`is refused with ${input.ours}, and with advice`, () => {
      const error = failureOf(() => readBundleRecord(file));
      expect(error.code).toBe(input.ours);
      expect(error.message).not.toBe('');
      expect(error.advice).not.toBe('');
    });
  } else {
    const { runs } = input.ours;
    it(`has a row of ${runs} runs`, () => {
      expect(readBundleRecord(file).runs.length).toBe(runs);
    });
    if (runs > 0) {
      it(`has a first series that is ${input.series}`, () => {
        if (input.series === 'readable') readSeries(file, 0, 'equity_curve');
        else {
          expect(failureOf(() => readSeries(file, 0, 'equity_curve')).code).toBe(input.series);
        }
      });
    }
  }

  it('decodes whole or fails with one code', () => {
    const result = outcomeOf(() => readDocument(file));
    expect(result === 'read' || result instanceof ArchiveError).toBe(true);
  });
});

describe('the table of bad input', () => {
  it('has every file of fixtures/interop/invalid', () => {
    const files = readdirSync(join(fixturesFolder, 'interop/invalid'));
    const bundles = files.filter((name) => !name.endsWith('.json'));
    const named = all.map(({ name }) => name);
    expect(bundles.filter((name) => !named.includes(name))).toEqual([]);
  });

  it('names every kind once', () => {
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  });

  it('says why, wherever we do otherwise than the reference', () => {
    const differing = all.filter(
      ({ ours, reference }) => (typeof ours === 'string') !== (reference === 'refused'),
    );
    expect(differing.filter(({ note }) => note === undefined)).toEqual([]);
  });

  it('is what docs/bad-input.md says (vitest -u writes it)', async () => {
    await expect(page()).toMatchFileSnapshot('../../../../docs/bad-input.md');
  });
});

function failureOf(read: () => unknown): ArchiveError {
  const outcome = outcomeOf(read);
  if (outcome instanceof ArchiveError) return outcome;
  throw new Error(`no ArchiveError but ${String(outcome)}`);
}

function outcomeOf(read: () => unknown): unknown {
  try {
    read();
    return 'read';
  } catch (error) {
    return error;
  }
}

function page(): string {
  const parts = badInput.map(
    ({ title, inputs }) =>
      `## ${title}\n\n| file or kind | what is wrong | we | the reference | note |\n|---|---|---|---|---|\n${inputs.map(line).join('\n')}\n`,
  );
  return `${introduction}\n${parts.join('\n')}`;
}

function line({ name, wrong, ours, series, reference, note }: BadInput): string {
  const outcome = typeof ours === 'string' ? `\`${ours}\`` : rowText(ours.runs, series);
  return `| ${name} | ${wrong} | ${outcome} | ${reference} | ${note ?? ''} |`;
}

function rowText(runs: number, series: BadInput['series']): string {
  const row = runs === 1 ? 'a row of 1 run' : `a row of ${runs} runs`;
  return series === undefined || series === 'readable' ? row : `${row}; the series: \`${series}\``;
}

const introduction = `# Bad input

What Strata makes of broken, odd and hostile bundle files, and what the reference (release 8.10.0, \`index\`) does
with the same. The rule: what the reference indexes has a row here, with the same values; what it refuses is
refused, with one code, the place, and what to do about it. Where we do otherwise, the note says why. Names with an
ending are files of \`fixtures/interop/invalid\`; the others are made by the tests.

This page is written from the table that the tests run (\`src/testing/bad-*.ts\`).
`;
