import type { ArgumentSpec, OptionSpec } from './command-spec.ts';

export const archiveArgument: ArgumentSpec = {
  name: 'archive',
  about: 'A folder that has been indexed, or an index.sqlite',
};

export const filterOption: OptionSpec = {
  name: 'filter',
  value: 'EXPR',
  aliases: ['where'],
  about: 'Only rows that match, such as \'sharpe > 1.5 and tag like "sweep_%"\'',
};

export const rowsOption: OptionSpec = {
  name: 'rows',
  value: 'KIND',
  about:
    'backtests (one row for each bundle, the default), studies (one for each study and engine, and for each of its universes) or runs (one for each window)',
};

export const columnsOption: OptionSpec = {
  name: 'columns',
  value: 'A,B',
  about: 'These columns only, in this order; parameters as params.NAME or NAME',
};

export const csvOption: OptionSpec = { name: 'csv', about: 'Comma-separated values with a header' };

export const ascendingOption: OptionSpec = {
  name: 'ascending',
  aliases: ['asc'],
  about: 'Smallest first',
};

export const sortNote =
  'Sort is descending unless said otherwise. Rows without a value come last both ways; ties go by handle.';

export const keyNote =
  'A key is a column (sharpe_ratio, or short: sharpe), or a parameter: params.NAME, or NAME where no column is called so. docs/columns.md lists the columns.';

export const jsonRowsNote =
  'JSON: an array of rows. Each has id, handle, algorithm_id, tag, engine_type, number_of_runs, the metrics, and parameters as an object; rows of runs add run, window, start and end, rows of studies study_name, engine, universe_key (null: all together), sample_type and number_of_tests. Times are ISO 8601 in UTC. Infinite values are the strings "inf" and "-inf"; a value that is missing or not a number is null.';

export const csvNote =
  'CSV: the same columns, but a column for each parameter. A missing value is an empty field; a text that a spreadsheet would run as a formula gets an apostrophe in front.';
