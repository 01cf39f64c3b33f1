import { describe, expect, it } from 'vitest';
import { ArchiveError } from '#contract/archive-error.ts';
import { seriesNames } from '#contract/operations.ts';
import { errorCodes } from '#contract/reply.ts';
import { aBundle, payloadOf, readFixture } from '#testing/bundle-builder.ts';
import { mutated, seededNumbers } from '#testing/mutations.ts';
import { readBundleRecord } from './read-bundle-record.ts';
import { readDocument } from './read-document.ts';
import { readSeries } from './read-series.ts';

const samples = [
  'v1/empty.iafbt',
  'v1/unicode.iafbt',
  'v2/vector/iter_000.iafbt',
  'v2/edge/full_fields.iafbt',
  'v3/dual_engine.iafbt',
  'v4/multi_universe.iafbt',
  'v5-obtf/derived/three_studies.obtf',
];

/** Damage in the document, where every byte means something: 2,800 documents. */
describe.each(samples)('damage to the document of %s', (name) => {
  const version = readFixture(name).readUInt32LE(4);
  const payload = payloadOf(name);
  const random = seededNumbers(name.length);

  it('ends in a record or in one failure that says what is wrong, 400 times', () => {
    const outcomes = Array.from({ length: 400 }, () => {
      const file = aBundle(version, mutated(payload, random));
      const series = seriesNames[random(seriesNames.length)]!;
      return [
        outcomeOf(() => readBundleRecord(file)),
        outcomeOf(() => readDocument(file)),
        outcomeOf(() => readSeries(file, random(2), series)),
      ];
    }).flat();
    expect(outcomes.filter((outcome) => !isExpected(outcome))).toEqual([]);
    expect(outcomes).toContain('read');
    expect(outcomes.some((outcome) => outcome !== 'read')).toBe(true);
  });
});

describe('damage to a file', () => {
  it('ends in a record or in one failure that says what is wrong, 2000 times', () => {
    const file = readFixture('v2/vector/iter_000.iafbt');
    const random = seededNumbers(4);
    const outcomes = Array.from({ length: 2000 }, () => {
      const damaged = mutated(file, random);
      return outcomeOf(() => readBundleRecord(damaged));
    });
    expect(outcomes.filter((outcome) => !isExpected(outcome))).toEqual([]);
    expect(new Set(outcomes).size).toBeGreaterThan(3);
  });
});

/** `read`, the code of an `ArchiveError`, or what else was thrown. */
function outcomeOf(read: () => unknown): unknown {
  try {
    read();
    return 'read';
  } catch (error) {
    return error instanceof ArchiveError ? error.code : error;
  }
}

const codes: readonly unknown[] = errorCodes.filter((code) => code !== 'internal');

function isExpected(outcome: unknown): boolean {
  return outcome === 'read' || codes.includes(outcome);
}
