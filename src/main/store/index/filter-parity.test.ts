import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aBundle, aFile, type BundleSketch } from '#testing/index-builders.ts';
import type { IndexReader } from './index-handle.ts';
import { openIndexReader, openIndexWriter } from './open-index.ts';
import { queryRows } from './query-rows.ts';
import { writeChanges } from './write-rows.ts';

/**
 * Random filters, as a user would write them, give the rows that an evaluator of this test's own gives. It
 * knows nothing of the parser or of SQL: each random filter comes as a text and as a function side by side.
 */

type Value = number | string | null;
/** True, false, or unknown: SQL's three values. */
type Truth = boolean | null;
type Row = Record<string, Value>;
interface Written {
  text: string;
  holds(row: Row): Truth;
}

const numbers = [-Infinity, -2, -1.5, -1, 0, 0.1, 0.5, 1, 1.5, 2, 3, 12, Infinity];
const texts = [
  '',
  'a',
  'A',
  'ab',
  'aB',
  'b',
  'sweep_1',
  'sweep_10',
  'sweep%',
  "it's",
  '"',
  '\\',
  'ä',
  'Ä',
  '￿',
  '😀',
  '5',
  'x y',
];

const numberColumns = ['sharpe_ratio', 'cagr', 'worst_drawdown', 'number_of_trades'];
const textColumns = ['algorithm_id', 'tag', 'trading_symbol'];
const numberParameters = ['ema_fast', 'stop'];
const mixedParameters = ['mixed', 'odd "name"'];

const spelled: Record<string, string[]> = {
  sharpe_ratio: ['sharpe', 'SHARPE_RATIO', 'summary_sharpe_ratio', '"sharpe"', '`sharpe`'],
  number_of_trades: ['trades', 'number_of_trades'],
  algorithm_id: ['algorithm', 'algorithm_id'],
  ema_fast: ['ema_fast', 'params.ema_fast', "json_extract(parameters_json, '$.ema_fast')"],
  mixed: ['mixed', 'params."mixed"'],
  'odd "name"': ['params."odd ""name"""', 'params.\'odd "name"\'', '`odd "name"`'],
};

const nameOf = (key: string) => fc.constantFrom(...(spelled[key] ?? [key]));
const numberText = (value: number) =>
  fc.constantFrom(
    ...(Number.isFinite(value)
      ? [String(value), `${value}e0`, `"${value}"`, value >= 0 ? `+${value}` : String(value)]
      : [value > 0 ? 'inf' : '-Infinity']),
  );
const quoted = (value: string) =>
  fc.constantFrom(`"${value.replaceAll('"', '""')}"`, `'${value.replaceAll("'", "''")}'`);

/** Less than 0, 0, more than 0; texts by their bytes. */
function order(a: number | string, b: number | string): number {
  if (typeof a === 'string') return Buffer.compare(Buffer.from(a), Buffer.from(b as string));
  return a < (b as number) ? -1 : a > (b as number) ? 1 : 0;
}

const operators: Record<string, (sign: number) => boolean> = {
  '=': (sign) => sign === 0,
  '==': (sign) => sign === 0,
  '!=': (sign) => sign !== 0,
  '<>': (sign) => sign !== 0,
  '<': (sign) => sign < 0,
  '<=': (sign) => sign <= 0,
  '>': (sign) => sign > 0,
  '>=': (sign) => sign >= 0,
};
const mirror: Record<string, string> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

/** A value of another type is different, and neither less nor greater. */
function compare(value: Value, operator: string, wanted: number | string): Truth {
  if (value === null) return null;
  if (typeof value !== typeof wanted) return operator === '!=' || operator === '<>';
  return (operators[operator] as (sign: number) => boolean)(order(value, wanted));
}

const not = (truth: Truth): Truth => (truth === null ? null : !truth);
const every = (truths: Truth[]): Truth =>
  truths.includes(false) ? false : truths.includes(null) ? null : true;
const some = (truths: Truth[]): Truth => not(every(truths.map(not)));

const operator = fc.constantFrom(...Object.keys(operators));

/** A literal with what it can mean: beside a mixed parameter '5' is the text and the number. */
interface Literal {
  text: string;
  means: (number | string)[];
}

function literalFor(key: string): fc.Arbitrary<Literal> {
  const asNumber = fc.constantFrom(...numbers).chain((value) => {
    return numberText(value).map((text): Literal => {
      const isQuoted = text.startsWith('"');
      const isMixed = numberParameters.includes(key) || mixedParameters.includes(key);
      return { text, means: isQuoted && isMixed ? [String(value), value] : [value] };
    });
  });
  const asText = fc.constantFrom(...texts).chain((value) => {
    return quoted(value).map((text): Literal => {
      const isMixed = mixedParameters.includes(key);
      return { text, means: value === '5' && isMixed ? ['5', 5] : [value] };
    });
  });
  if (textColumns.includes(key)) return asText;
  return mixedParameters.includes(key) ? fc.oneof(asNumber, asText) : asNumber;
}

const anyKey = fc.constantFrom(
  ...numberColumns,
  ...textColumns,
  ...numberParameters,
  ...mixedParameters,
);
const textKey = fc.constantFrom(...textColumns, ...mixedParameters);

const comparison: fc.Arbitrary<Written> = anyKey.chain((key) =>
  fc
    .record({ name: nameOf(key), operator, literal: literalFor(key), isFlipped: fc.boolean() })
    .map(({ name, operator: sign, literal, isFlipped }) => {
      const isNegative = sign === '!=' || sign === '<>';
      // On the left a text in double quotes would be a name.
      const canFlip = isFlipped && !literal.text.startsWith('"') && !name.startsWith('"');
      return {
        text: canFlip
          ? `${literal.text} ${mirror[sign] ?? sign} ${name}`
          : `${name} ${sign} ${literal.text}`,
        holds: (row) =>
          (isNegative ? every : some)(
            literal.means.map((wanted) => compare(row[key] as Value, sign, wanted)),
          ),
      };
    }),
);

const between: fc.Arbitrary<Written> = anyKey.chain((key) =>
  fc
    .record({
      name: nameOf(key),
      low: literalFor(key),
      high: literalFor(key),
      isNegated: fc.boolean(),
    })
    .map(({ name, low, high, isNegated }) => ({
      text: `${name} ${isNegated ? 'NOT ' : ''}BETWEEN ${low.text} AND ${high.text}`,
      holds: (row) => {
        const within = every([
          some(low.means.map((wanted) => compare(row[key] as Value, '>=', wanted))),
          some(high.means.map((wanted) => compare(row[key] as Value, '<=', wanted))),
        ]);
        return isNegated ? not(within) : within;
      },
    })),
);

const membership: fc.Arbitrary<Written> = anyKey.chain((key) =>
  fc
    .record({
      name: nameOf(key),
      list: fc.array(literalFor(key), { minLength: 1, maxLength: 4 }),
      isNegated: fc.boolean(),
    })
    .map(({ name, list, isNegated }) => ({
      text: `${name} ${isNegated ? 'not in' : 'in'} (${list.map(({ text }) => text).join(', ')})`,
      holds: (row) => {
        const within = some(
          list
            .flatMap(({ means }) => means)
            .map((wanted) => compare(row[key] as Value, '=', wanted)),
        );
        return isNegated ? not(within) : within;
      },
    })),
);

const missing: fc.Arbitrary<Written> = anyKey.chain((key) =>
  fc
    .record({
      name: nameOf(key),
      form: fc.constantFrom('IS NULL', 'is not null', '= NULL', '!= null'),
    })
    .map(({ name, form }) => ({
      text: `${name} ${form}`,
      holds: (row) => (row[key] === null) === (form === 'IS NULL' || form === '= NULL'),
    })),
);

const lower = (text: string) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

/** LIKE by a regular expression: SQLite folds the case of ASCII letters only, and `_` is one code point. */
function isLike(value: string, pattern: string): boolean {
  const source = [...lower(pattern)]
    .map((c) => (c === '%' ? '.*' : c === '_' ? '.' : c.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&')))
    .join('');
  return new RegExp(`^${source}$`, 'su').test(lower(value));
}

const patternPiece = fc.constantFrom(
  '%',
  '_',
  'a',
  'B',
  'sweep',
  '_1',
  'ä',
  '😀',
  "'",
  '\\',
  '5',
  ' ',
);
const likeness: fc.Arbitrary<Written> = textKey.chain((key) =>
  fc
    .record({
      name: nameOf(key),
      pieces: fc.array(patternPiece, { maxLength: 4 }),
      isNegated: fc.boolean(),
    })
    .chain(({ name, pieces, isNegated }) => {
      const pattern = pieces.join('');
      return quoted(pattern).map(
        (text): Written => ({
          text: `${name} ${isNegated ? 'not like' : 'LIKE'} ${text}`,
          holds: (row) => {
            const value = row[key] as Value;
            if (value === null) return null;
            const holds = typeof value === 'string' && isLike(value, pattern);
            return isNegated ? !holds : holds;
          },
        }),
      );
    }),
);

const containment: fc.Arbitrary<Written> = fc.constantFrom(...textColumns).chain((key) =>
  fc
    .record({
      name: nameOf(key),
      part: fc.constantFrom('', 'a', 'EP_1', '%', '_', "'", '\\', '😀', 'ä'),
      isNegated: fc.boolean(),
    })
    .chain(({ name, part, isNegated }) =>
      quoted(part).map(
        (text): Written => ({
          text: `${name} ${isNegated ? '!~' : '~'} ${text}`,
          holds: (row) => {
            const value = row[key] as Value;
            if (value === null) return null;
            return lower(String(value)).includes(lower(part)) !== isNegated;
          },
        }),
      ),
    ),
);

const twoNames: fc.Arbitrary<Written> = fc
  .oneof(
    fc.tuple(
      fc.constantFrom(...numberColumns, ...numberParameters),
      fc.constantFrom(...numberColumns, ...mixedParameters),
    ),
    fc.tuple(fc.constantFrom(...textColumns), fc.constantFrom(...textColumns, ...mixedParameters)),
  )
  .chain(([left, right]) =>
    fc.record({ a: nameOf(left), b: nameOf(right), operator }).map(({ a, b, operator: sign }) => ({
      // In double quotes beside a name is a text.
      text: `${a.startsWith('"') ? left : a} ${sign} ${b.startsWith('"') ? right : b}`,
      holds: (row) =>
        row[right] === null
          ? null
          : compare(row[left] as Value, sign, row[right] as number | string),
    })),
  );

const constant: fc.Arbitrary<Written> = fc.constantFrom<Written>(
  { text: '1 = 1', holds: () => true },
  { text: '1=0', holds: () => false },
  { text: "'a' = 'b'", holds: () => false },
  { text: '1 > NULL', holds: () => null },
);

const { filter } = fc.letrec<{ filter: Written; test: Written; chain: Written; negation: Written }>(
  (tie) => ({
    test: fc.oneof(
      { weight: 6, arbitrary: comparison },
      between,
      membership,
      missing,
      likeness,
      containment,
      twoNames,
      constant,
    ),
    negation: tie('filter').map((inner) => ({
      text: `NOT (${inner.text})`,
      holds: (row) => not(inner.holds(row)),
    })),
    chain: fc
      .record({
        kind: fc.constantFrom('AND', 'or', '&&', '||'),
        terms: fc.array(tie('filter'), { minLength: 2, maxLength: 3 }),
      })
      .map(({ kind, terms }) => ({
        text: terms.map(({ text }) => `(${text})`).join(` ${kind} `),
        holds: (row) =>
          (kind === 'AND' || kind === '&&' ? every : some)(terms.map((term) => term.holds(row))),
      })),
    filter: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      tie('test'),
      tie('chain'),
      tie('negation'),
    ),
  }),
);

/** Rows that hold every mixture, made without chance so that a failure stays one. */
function sketch(no: number): { sketch: BundleSketch; row: Row } {
  const pick = <Kind>(values: readonly Kind[], salt: number): Kind | null => {
    const at = (no * (salt * 2 + 1) + salt * 7) % (values.length + 2);
    return values[at] ?? null;
  };
  const row: Row = {
    sharpe_ratio: pick(numbers, 1),
    cagr: pick(numbers, 2),
    worst_drawdown: pick(numbers, 3),
    number_of_trades: pick([0, 1, 2, 3, 12], 4),
    algorithm_id: pick(texts, 5),
    tag: pick(texts, 6),
    trading_symbol: pick(texts, 7),
    ema_fast: pick(numbers, 8),
    stop: pick(numbers, 9),
    mixed: no % 2 === 0 ? pick(numbers, 10) : pick(texts, 11),
    'odd "name"': no % 3 === 0 ? pick(texts, 12) : pick(numbers, 13),
  };
  const { sharpe_ratio, cagr, number_of_trades } = row as Record<string, number | null>;
  const parameters = Object.fromEntries(
    [...numberParameters, ...mixedParameters].flatMap((name) =>
      row[name] === null && no % 2 === 0 ? [] : [[name, row[name]]],
    ),
  );
  const metrics = {
    max_drawdown: row.worst_drawdown as number | null,
    sharpe_ratio,
    cagr,
    number_of_trades,
  };
  return {
    row,
    sketch: {
      algorithmId: row.algorithm_id as string | null,
      tag: row.tag as string | null,
      summary: { sharpe_ratio, cagr, number_of_trades },
      runs: [{ tradingSymbol: row.trading_symbol as string | null, metrics }],
      parameters: parameters as Record<string, number | string | null>,
    },
  };
}

const folder = mkdtempSync(join(tmpdir(), 'strata-filter-'));
let reader: IndexReader;
const rows = Array.from({ length: 200 }, (_, no) => sketch(no));
const handleOf = (no: number) => `row_${String(no).padStart(3, '0')}`;

beforeAll(() => {
  const file = join(folder, 'index.sqlite');
  const writer = openIndexWriter(file, { rebuild: false });
  writeChanges(
    writer,
    rows.map(({ sketch: bundle }, no) => ({
      kind: 'bundle',
      facts: aFile(`${handleOf(no)}.iafbt`),
      record: aBundle(bundle),
    })),
  );
  writer.close();
  reader = openIndexReader(file);
});
afterAll(() => {
  reader.close();
  rmSync(folder, { recursive: true });
});

describe.each(['backtests', 'runs'] as const)('of a table of %s', (kind) => {
  it('2,500 random filters give the rows of an evaluator that knows no SQL', () => {
    fc.assert(
      fc.property(filter, ({ text, holds }) => {
        const page = queryRows(reader, {
          rows: kind,
          filter: text,
          quick: '',
          sort: [],
          columns: [],
          offset: 0,
          limit: 1000,
        });
        const expected = rows.flatMap(({ row }, no) => (holds(row) === true ? [handleOf(no)] : []));
        expect(page.rows.map((row) => row.handle)).toEqual(expected);
        expect(page.total).toBe(expected.length);
      }),
      { numRuns: 2500 },
    );
  });
});
