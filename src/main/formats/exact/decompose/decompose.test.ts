import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { damageDocument } from '../../../../testing/document-damage.ts';
import {
  type ExactBatch,
  keepExactly,
  restoreExactly,
  type SamplePayload,
} from '../../../../testing/exact-archive.ts';
import { fixturesFolder } from '../../../../testing/interop-fixtures.ts';
import { mutated, seededNumbers } from '../../../../testing/mutations.ts';
import { readContainer } from '../../bundle/container.ts';
import { decodeExact } from '../../messagepack/decode-exact.ts';
import { encodeExact } from '../../messagepack/encode-exact.ts';
import type { Exact, ExactMap } from '../../messagepack/exact-value.ts';
import { pyarrow26 } from '../../upgrade/pyarrow-26.ts';
import { writingZstd } from '../../zstd/zstd.ts';
import { encodePyarrowSeries } from '../pyarrow/series-file.ts';
import { decompose, keepOpaque } from './decompose.ts';
import { recompose } from './recompose.ts';

const demo = join(fixturesFolder, '../resources/demo');
const interop = join(fixturesFolder, 'interop');

/** Every bundle below a folder whose frame can be read; a header's version alone never makes it unreadable here. */
function samplesBelow(...path: string[]): (SamplePayload & { name: string })[] {
  const folder = join(...path);
  return readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => /\.(iafbt|obtf)$/.test(name))
    .sort()
    .flatMap((name) => {
      try {
        return [{ name, ...readContainer(readFileSync(join(folder, name))) }];
      } catch {
        return [];
      }
    });
}

const sample = (...path: string[]) =>
  samplesBelow(join(...path, '..')).find(({ name }) => name === basename(join(...path)))!;

async function namesThatDiffer(
  samples: readonly (SamplePayload & { name: string })[],
  batch: ExactBatch = keepExactly(samples),
) {
  const restored = await restoreExactly(batch);
  return samples
    .filter(({ payload }, i) => {
      const back = restored[i]!;
      return back instanceof Error || Buffer.compare(back, payload) !== 0;
    })
    .map(({ name }) => name);
}

describe('a payload comes back byte for byte from what an archive keeps of it', () => {
  it.each(readdirSync(interop).filter((name) => !name.includes('.')))(
    'for every bundle of interop/%s',
    async (folder) => {
      const samples = samplesBelow(interop, folder);
      expect(samples.length).toBeGreaterThan(0);
      expect(await namesThatDiffer(samples)).toEqual([]);
    },
  );

  it.each(readdirSync(demo))(
    'for six bundles of demo/%s, and no series or blob that follows from the rest is kept',
    async (folder) => {
      const samples = samplesBelow(demo, folder).slice(0, 6);
      const batch = keepExactly(samples);
      expect(await namesThatDiffer(samples, batch)).toEqual([]);
      const kinds = new Set(batch.chunks.flat().map(({ kind }) => kind));
      expect([...kinds]).toEqual(['params']);
      const runs = batch.parts.flatMap(({ tables }) => tables.runs);
      expect(runs.filter((run) => run.metric_series !== undefined)).toEqual([]);
    },
  );

  it('for series files without a row, where no other series has any', async () => {
    const document = decodeExact(sample(demo, 'costs', 'costs_000.iafbt').payload) as ExactMap;
    const blobs = document.get('blobs') as ExactMap;
    const none = { time: new BigInt64Array(0), value: new Float64Array(0), nulls: null };
    const compress = (page: Uint8Array) => writingZstd().compress(page, 1);
    const empty = encodePyarrowSeries(none, pyarrow26, compress);
    for (const key of blobs.keys()) blobs.set(key, empty);
    const samples = [{ name: 'empty', payload: encodeExact(document), formatVersion: 2 }];
    const batch = keepExactly(samples);
    expect(await namesThatDiffer(samples, batch)).toEqual([]);
    // Its rows are there, and no file of a series is kept as it is.
    const { chunks, tables } = decompose(samples[0]!.payload, 2);
    expect(chunks.map(({ kind }) => kind)).toEqual(['params']);
    expect(tables.runs[0]!.portfolio_snapshots!.rows).toBeGreaterThan(100);
  });

  it('for bytes that are no document, kept whole', () => {
    const payload = Buffer.from('not MessagePack at all');
    const parts = decompose(payload, 2);
    expect(parts.isOpaque).toBe(true);
    const chunks = parts.chunks.map(({ bytes }) => bytes);
    expect(recompose(parts.skeleton, parts.tables, chunks)).toEqual(payload);
    expect(parts).toEqual(keepOpaque(payload));
  });
});

describe('what is derived is not kept', () => {
  it('no exposure and no position of a snapshot, where the trades tell them', () => {
    const { payload, formatVersion } = sample(demo, 'obtf', 'obtf_000.obtf');
    for (const run of decompose(payload, formatVersion).tables.runs) {
      expect(run.portfolio_snapshots?.columns.long_exposure).toBeUndefined();
      expect(run.trades?.columns.filled_amount).toBeUndefined();
      expect(run.trades?.columns.amount).toBeDefined();
    }
  });
});

describe('taking a payload apart', () => {
  const event = sample(demo, 'event', 'event_000.iafbt');

  it('gives the same parts every time', () => {
    const parts = () => decompose(event.payload, event.formatVersion);
    expect(parts()).toEqual(parts());
  });

  it('gives columns that a reader understands', () => {
    const { tables } = decompose(event.payload, event.formatVersion);
    const trades = tables.runs[0]!.trades!;
    const cell = (column: string) => (trades.columns[column]?.values ?? [])[0];
    expect(
      ['trade_no', 'trade_id', 'symbol', 'side', 'open_price', 'close_price'].map(cell),
    ).toEqual([0, '1', 'BTC', 'long', 42396, (44100 + 48476) / 2]);
    expect(tables.backtest.columns.number_of_trades?.values[0]).toBe(38);
    expect(tables.runs[0]!.runs?.columns.number_of_positive_trades?.values[0]).toBe(5);
  });

  it('keeps the parameters and the symbols as MessagePack of their own', () => {
    const { payload, formatVersion } = sample(demo, 'costs/costs_000.iafbt');
    const { chunks, symbols } = decompose(payload, formatVersion);
    const document = decodeExact(payload) as ExactMap;
    expect(decodeExact(chunks[0]!.bytes)).toEqual(document.get('parameters'));
    expect(decodeExact(symbols!)).toEqual(
      new Map<string, Exact>([
        ['symbols', ['BTC', 'ETH']],
        ['trading_symbol', 'EUR'],
        ['market', null],
      ]),
    );
  });
});

describe('damaged documents', () => {
  const seeds = [
    ['v2', 'edge', 'full_fields.iafbt'],
    ['v2', 'event', 'event_000.iafbt'],
    ['v1', 'sltp.iafbt'],
    ['v4', 'monte_carlo.iafbt'],
    ['v5-obtf', 'a20', 'vec_0.obtf'],
  ];

  it.each(seeds)('of %s/%s/%s come back byte for byte', async (...path) => {
    const random = seededNumbers(20_261_123);
    const { payload, formatVersion } = sample(
      interop,
      ...path.filter((part) => part !== undefined),
    );
    const samples = Array.from({ length: 60 }, () => {
      const document = decodeExact(payload) as ExactMap;
      const what: string[] = [];
      for (let times = 1 + random(3); times > 0; times--)
        what.push(damageDocument(document, random));
      return { name: what.join('; '), payload: encodeExact(document), formatVersion };
    });
    expect(await namesThatDiffer(samples)).toEqual([]);
  });

  it('with any bytes changed come back byte for byte', async () => {
    const random = seededNumbers(7);
    const { payload, formatVersion } = sample(interop, 'v2', 'event', 'event_000.iafbt');
    const samples = Array.from({ length: 60 }, (_, i) => ({
      name: `mutation ${i}`,
      payload: mutated(Buffer.from(payload), random),
      formatVersion,
    }));
    expect(await namesThatDiffer(samples)).toEqual([]);
  });
});

describe('a damaged skeleton', () => {
  const { payload, formatVersion } = sample(interop, 'v2', 'event', 'event_000.iafbt');
  const { skeleton, tables, chunks } = decompose(payload, formatVersion);
  const bytes = chunks.map((chunk) => chunk.bytes);

  it('is refused with a code, or gives another payload; it never breaks the process', () => {
    const random = seededNumbers(99);
    for (let i = 0; i < 600; i++) {
      try {
        recompose(mutated(Buffer.from(skeleton), random), tables, bytes);
      } catch (error) {
        expect(error).toMatchObject({ name: 'ArchiveError' });
      }
    }
  });

  it('is refused when the rows are those of another backtest', () => {
    const runs = tables.runs.map((run) => ({ ...run, trades: { rows: 0, columns: {} } }));
    expect(() => recompose(skeleton, { ...tables, runs }, bytes)).toThrow(
      expect.objectContaining({ code: 'skeleton-corrupt' }),
    );
  });

  it('is refused when a newer Strata wrote it', () => {
    const newer = Uint8Array.from(skeleton);
    newer[0] = 200;
    expect(() => recompose(newer, tables, bytes)).toThrow(/newer Strata/);
  });
});
