import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { CellValue } from '#contract/column.ts';
import type { RankQuery } from '#contract/operations.ts';
import { openIndexReader } from './open-index.ts';
import { parsePythonJson } from './python-json.ts';
import { queryRows, readState } from './query-rows.ts';
import { rankRows } from './rank-rows.ts';

/** What the reference answers, made by its own release 8.10 on the same rows (COMMANDS.txt says how). */
const golden = join(import.meta.dirname, '../../../../fixtures/golden');

type GoldenRow = Record<string, unknown>;

/** Metrics that are no number: the reference lists them as the text SQLite made of them, we as missing. */
const textMetrics = new Set(['[1, 2]']);

function asWire(value: unknown): CellValue {
  if (typeof value === 'string') return textMetrics.has(value) ? null : value;
  if (value === Infinity) return 'inf';
  if (value === -Infinity) return '-inf';
  return (value ?? null) as CellValue;
}

const commands = readFileSync(join(golden, 'COMMANDS.txt'), 'utf8')
  .split('\n')
  .flatMap((line) => {
    const parts = /^\S+ (list|rank) golden\/(v[12])\/index\.sqlite (.*?)# > (\S+\.json) rc=0$/.exec(
      line,
    );
    return parts
      ? [
          {
            verb: parts[1],
            version: parts[2] as 'v1' | 'v2',
            args: parts[3] as string,
            file: parts[4] as string,
          },
        ]
      : [];
  })
  .filter((command) => !command.file.startsWith('errors/'));

/** As the shell would split what `printf %q` wrote. */
function options(args: string): Map<string, string> {
  const words = (args.match(/(?:\\.|\S)+/g) ?? []).map((word) => word.replace(/\\(.)/g, '$1'));
  const found = new Map<string, string>();
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] as string;
    if (word === '--asc' || word === '--json') found.set(word, 'yes');
    else {
      found.set(word === '-n' ? '--limit' : word, words[at + 1] as string);
      at += 1;
    }
  }
  return found;
}

const readers = {
  v1: openIndexReader(join(golden, 'v1/index.sqlite')),
  v2: openIndexReader(join(golden, 'v2/index.sqlite')),
};
afterAll(() => Object.values(readers).forEach((reader) => reader.close()));

/** Not questions of rows: a sort on no column is an error here, and bare names are columns. */
const otherwise = [
  'list_sort_unknown_column.json',
  'list_columns_bare_metric.json',
  'list_columns_all_identity.json',
  'list_columns_mtime_size.json',
  'list_where_json.json',
];

describe('list and rank by one metric, as the reference answers', () => {
  const cases = commands.filter(({ file }) => !otherwise.some((name) => file.endsWith(name)));

  it.each(cases)('$file', ({ verb, version, args, file }) => {
    const expected = parsePythonJson(
      readFileSync(join(golden, file), 'utf8'),
    ) as unknown as GoldenRow[];
    const given = options(args);
    const sort = given.get('--sort') ?? given.get('--by');
    const limit = Number(given.get('--limit') ?? (verb === 'rank' ? 10 : 1000));
    const columns = Object.keys(expected[0] ?? {});
    const page = queryRows(readers[version], {
      rows: 'backtests',
      filter: given.get('--where') ?? '',
      quick: '',
      sort: sort ? [{ column: sort, descending: !given.has('--asc') }] : [],
      columns,
      offset: 0,
      limit: limit < 0 ? 1000 : limit,
    });
    const rows = page.rows.map((row) => row.cells);
    const wanted = expected.map((row) => columns.map((column) => asWire(row[column])));
    if (sort === 'cagr' && version === 'v2') {
      // The row whose CAGR is a list leads there, and is among the missing here.
      expect(rows.slice(0, 9)).toEqual(wanted.slice(1));
      return;
    }
    expect(rows).toEqual(wanted);
  });

  it('reads a parameter by the JSON path of the reference', () => {
    const expected = JSON.parse(
      readFileSync(join(golden, 'v2/list_where_json.json'), 'utf8'),
    ) as GoldenRow[];
    const page = queryRows(readers.v2, {
      rows: 'backtests',
      filter: "json_extract(parameters_json,'$.ema_fast') = 5",
      quick: '',
      sort: [],
      columns: ['bundle_path'],
      offset: 0,
      limit: 1000,
    });
    expect(page.rows.map((row) => row.cells[0])).toEqual(expected.map((row) => row.bundle_path));
  });
});

/** The calls that COMMANDS.txt describes in words. */
const none: Omit<RankQuery, 'archive'> = {
  by: null,
  filter: '',
  ascending: false,
  limit: null,
  columns: [],
  focus: null,
  weights: null,
};
const zeroed = {
  total_net_gain_percentage: 0,
  cagr: 0,
  average_trade_return_percentage: 0,
  sharpe_ratio: 1,
  sortino_ratio: 0,
  calmar_ratio: 0,
  profit_factor: 0,
  max_drawdown: 0,
  max_drawdown_duration: 0,
  annual_volatility: 0,
  win_rate: 0,
  win_loss_ratio: 0,
  number_of_trades: 0,
  exposure_ratio: 0,
  trades_per_year: 0,
  consistency_score: 0,
  stability_score: 0,
};
const calls: Record<string, Omit<RankQuery, 'archive'>> = {
  focus_balanced: { ...none, focus: 'balanced' },
  focus_profit: { ...none, focus: 'profit' },
  focus_frequency: { ...none, focus: 'frequency' },
  focus_risk_adjusted: { ...none, focus: 'risk_adjusted' },
  weights_only: { ...none, weights: { sharpe_ratio: 1, max_drawdown: -2 } },
  weights_zeroed_but_sharpe: { ...none, weights: zeroed },
  focus_and_weights: {
    ...none,
    focus: 'profit',
    weights: { win_rate: 5, no_such_metric: 3, number_of_runs: 0.5 },
    limit: 5,
  },
  where_sweep_a: { ...none, focus: 'balanced', filter: "tag='sweep_a'" },
  where_sweep_a_ascending: { ...none, focus: 'balanced', filter: "tag='sweep_a'", ascending: true },
  columns: { ...none, focus: 'balanced', limit: 3 },
  empty: { ...none, focus: 'balanced', filter: '1=0' },
};

describe('rank by weights, as the reference answers', () => {
  const files = readdirSync(join(golden, 'rank_weighted')).filter((file) => /^v[12]_/.test(file));
  const cases = files
    .map((file) => ({
      file,
      version: file.slice(0, 2) as 'v1' | 'v2',
      call: calls[file.slice(3, -5)],
    }))
    .filter(({ call }) => call !== undefined);

  it('knows every call that gave rows', () => {
    const others = files.filter((file) => !cases.some((known) => known.file === file));
    expect(others.map((file) => file.slice(3))).toEqual([
      'focus_as_string.json',
      'nothing.json',
      'where_one_row.json',
      'focus_as_string.json',
      'nothing.json',
      'where_one_row.json',
    ]);
  });

  it.each(cases)('$file', ({ file, version, call }) => {
    const { result } = parsePythonJson(
      readFileSync(join(golden, 'rank_weighted', file), 'utf8'),
    ) as unknown as { result: GoldenRow[] };
    const columns = Object.keys(result[0] ?? {}).filter((column) => column !== '_score');
    const ranked = rankRows(readers[version], { ...(call as Omit<RankQuery, 'archive'>), columns });
    expect(ranked.map((row) => [...row.cells, row.score])).toEqual(
      result.map((row) => [...columns.map((column) => asWire(row[column])), row._score]),
    );
  });

  it('gives a row that is alone the score 0, as each value is least and greatest', () => {
    const { result } = parsePythonJson(
      readFileSync(join(golden, 'rank_weighted/v2_where_one_row.json'), 'utf8'),
    ) as unknown as { result: GoldenRow[] };
    const path = String(result[0]?.bundle_path);
    const ranked = rankRows(readers.v2, {
      ...none,
      focus: 'balanced',
      filter: `bundle_path = '${path}'`,
    });
    expect(ranked.map((row) => row.score)).toEqual([result[0]?._score]);
  });

  it('wants a metric, a focus or weights', () => {
    expect(() => rankRows(readers.v2, none)).toThrow(
      expect.objectContaining({ code: 'bad-request' }),
    );
  });
});

it('leaves the file of the reference, and its folder, as they were', () => {
  const file = join(golden, 'v2/index.sqlite');
  const before = { bytes: readFileSync(file), files: readdirSync(join(golden, 'v2')) };
  const reader = openIndexReader(file);
  expect(reader.origin).toBe('reference');
  expect(readState(reader)).toMatchObject({ backtests: 78, runs: 0 });
  reader.close();
  expect({ bytes: readFileSync(file), files: readdirSync(join(golden, 'v2')) }).toEqual(before);
});
