import { type Exact, type ExactMap, exactInteger } from '#main/formats/messagepack/exact-value.ts';
import type { BadInput } from './bad-input-kind.ts';
import { anEditedBundle, mapAt, readFixture } from './bundle-builder.ts';

const good = 'v2/vector/iter_000.iafbt';
const invalid = (name: string) => () => readFixture(`invalid/${name}`);
const edited = (edit: (document: ExactMap) => void) => () => anEditedBundle(good, edit);
const setting = (key: string, value: Exact) => edited((document) => document.set(key, value));
const run = (document: ExactMap) => mapAt(document, 'vector_runs', 0);
const metrics = (document: ExactMap) => mapAt(document, 'vector_runs', 0, 'backtest_metrics');

export const badDocuments: BadInput[] = [
  {
    name: 'unknown_summary_key.iafbt',
    wrong: 'A key in the summary that is not one of the 55',
    file: invalid('unknown_summary_key.iafbt'),
    ours: 'document-unexpected',
    reference: 'refused',
  },
  {
    name: 'summary_is_a_list',
    wrong: 'The summary is a list of numbers',
    file: setting('vector_metrics', [1.5]),
    ours: 'document-unexpected',
    reference: 'refused',
  },
  {
    name: 'summary_is_text',
    wrong: 'The summary is a text',
    file: setting('vector_metrics', 'none'),
    ours: 'document-unexpected',
    reference: 'refused',
  },
  {
    name: 'summary_is_empty',
    wrong: 'The summary is an empty list',
    file: setting('vector_metrics', []),
    ours: { runs: 1 },
    series: 'readable',
    reference: 'indexed',
    note: 'What Python counts as false counts as missing: a row without a summary.',
  },
  {
    name: 'summary_integer_too_large',
    wrong: 'An integer of 2^63 in the summary',
    file: edited((document) =>
      mapAt(document, 'vector_metrics').set('number_of_trades', exactInteger(2n ** 63n)),
    ),
    ours: { runs: 1 },
    series: 'readable',
    reference: 'refused',
    note: 'The reference opens such a bundle, but SQLite cannot hold the number, so it gets no row. One odd number must not hide a backtest: see known-differences.md.',
  },
  {
    name: 'runs_are_a_map',
    wrong: 'The list of runs is a map',
    file: setting('vector_runs', new Map([['0', null]])),
    ours: 'document-unexpected',
    reference: 'refused',
  },
  {
    name: 'runs_are_text',
    wrong: 'The list of runs is a text',
    file: setting('vector_runs', 'many'),
    ours: 'document-unexpected',
    reference: 'refused',
  },
  {
    name: 'run_is_nil',
    wrong: 'A run is nil',
    file: setting('vector_runs', [null]),
    ours: 'document-unexpected',
    reference: 'refused',
  },
  {
    name: 'run_is_text',
    wrong: 'A run is a text',
    file: setting('vector_runs', ['run']),
    ours: 'document-unexpected',
    reference: 'refused',
  },
  {
    name: 'bad_date.iafbt',
    wrong: 'The start of a run is no time',
    file: invalid('bad_date.iafbt'),
    ours: 'document-unexpected',
    reference: 'refused',
  },
  {
    name: 'bad_created_at',
    wrong: 'The time a run was made is no time',
    file: edited((document) => run(document).set('created_at', 'just now')),
    ours: 'document-unexpected',
    reference: 'refused',
  },
  {
    name: 'run_without_dates',
    wrong: 'A run without start, end and time of making',
    file: edited((document) => {
      for (const key of ['backtest_start_date', 'backtest_end_date', 'created_at']) {
        run(document).delete(key);
      }
    }),
    ours: { runs: 1 },
    series: 'readable',
    reference: 'indexed',
    note: 'The reference makes up days of January 2020; here they stay unknown.',
  },
  {
    name: 'metrics_without_start.iafbt',
    wrong: 'Metrics without the start of their window',
    file: invalid('metrics_without_start.iafbt'),
    ours: 'document-unexpected',
    reference: 'refused',
  },
  {
    name: 'metrics_bad_end',
    wrong: 'The end in the metrics is no time',
    file: edited((document) => metrics(document).set('backtest_end_date', 'later')),
    ours: 'document-unexpected',
    reference: 'refused',
  },
  {
    name: 'metrics_are_a_list',
    wrong: 'The metrics of a run are a list',
    file: edited((document) => run(document).set('backtest_metrics', [1.5])),
    ours: 'document-unexpected',
    reference: 'refused',
  },
  {
    name: 'refs_without_blobs.iafbt',
    wrong: 'Series in blobs, and no blobs',
    file: invalid('refs_without_blobs.iafbt'),
    ours: 'blob-missing',
    reference: 'refused',
    note: '9.0 reads empty series. From v3 on so do we: its releases alone write those formats.',
  },
  {
    name: 'blob_corrupt.iafbt',
    wrong: 'A blob that is no Parquet file',
    file: invalid('blob_corrupt.iafbt'),
    ours: { runs: 1 },
    series: 'blob-corrupt',
    reference: 'indexed',
    note: 'The index decodes no blob. The other series can be read.',
  },
  {
    name: 'series_with_none.iafbt',
    wrong: 'Nulls among the values of a series',
    file: invalid('series_with_none.iafbt'),
    ours: { runs: 1 },
    series: 'readable',
    reference: 'indexed',
    note: 'The reference writes such files and cannot open them. Here a null is a gap in the line.',
  },
  {
    name: 'series_is_no_list',
    wrong: 'An inline series is a list of numbers',
    file: edited((document) => metrics(document).set('equity_curve', [1.5, 2.5])),
    ours: { runs: 1 },
    series: 'document-unexpected',
    reference: 'refused',
    note: 'What the index passes over is not judged by it: the row is right, the series says what is wrong.',
  },
  {
    name: 'series_bad_time',
    wrong: 'A point of an inline series has no time',
    file: edited((document) => metrics(document).set('equity_curve', [[1.5, 'soon']])),
    ours: { runs: 1 },
    series: 'document-unexpected',
    reference: 'refused',
    note: 'As above.',
  },
  {
    name: 'trade_is_text',
    wrong: 'A trade is a text',
    file: edited((document) => run(document).set('trades', ['a trade'])),
    ours: { runs: 1 },
    series: 'readable',
    reference: 'indexed',
    note: 'The reference leaves such a record out and logs it; an index does not look at it.',
  },
  {
    name: 'algorithm_id_is_a_list',
    wrong: 'The algorithm id is a list',
    file: setting('algorithm_id', ['a']),
    ours: 'document-unexpected',
    reference: 'refused',
  },
  {
    name: 'algorithm_id_is_a_number',
    wrong: 'The algorithm id is a number',
    file: setting('algorithm_id', exactInteger(7)),
    ours: { runs: 1 },
    series: 'readable',
    reference: 'indexed',
    note: 'Its digits become the text, as SQLite does it.',
  },
  {
    name: 'parameters_are_a_list',
    wrong: 'The parameters are a list',
    file: setting('parameters', [exactInteger(1)]),
    ours: 'document-unexpected',
    reference: 'refused',
  },
  {
    name: 'strategy_ids_are_text',
    wrong: 'The strategy ids are a text',
    file: setting('strategy_ids', 'abc'),
    ours: 'document-unexpected',
    reference: 'indexed',
    note: 'The reference takes each letter for an id, which nobody can have meant.',
  },
  {
    name: 'ohlcv_is_text',
    wrong: 'The OHLCV entry is a text',
    file: setting('ohlcv', 'prices'),
    ours: 'document-unexpected',
    reference: 'refused',
  },
  {
    name: 'ohlcv_climbs_out',
    wrong: 'The OHLCV entry names files outside its folder',
    file: setting(
      'ohlcv',
      new Map<string, Exact>([
        ['store_dir', '../../..'],
        ['manifest', new Map([['BTC/EUR@1h', '../../etc/passwd']])],
      ]),
    ),
    ours: { runs: 1 },
    series: 'readable',
    reference: 'indexed',
    note: 'The row does not look at the files. Whoever reads them takes only names of 64 hex digits.',
  },
];
