import { runListNames } from '#contract/run-lists.ts';
import { type CommandSpec, jsonOption } from './command-spec.ts';
import { archiveArgument, ascendingOption, csvOption, filterOption } from './row-options.ts';

export const rows: CommandSpec = {
  name: 'rows',
  summary: 'Shows what lies inside of runs: trades, orders, series, prices and more',
  arguments: [
    archiveArgument,
    { name: 'backtest', about: 'Handles, ids, or first digits of ids', isMany: true },
  ],
  options: [
    { name: 'table', value: 'NAME', about: `${runListNames.join(', ')}; trades without it` },
    { name: 'run', value: 'N', about: 'The run at this position, from 0; all runs without it' },
    filterOption,
    {
      name: 'sort',
      value: 'KEY[:asc|desc]',
      isMany: true,
      about: 'Largest first; given again, it settles ties; within each run',
    },
    ascendingOption,
    { name: 'columns', value: 'A,B', about: 'These columns only, in this order' },
    { name: 'limit', short: 'n', value: 'N', about: 'So many rows of each run at most' },
    jsonOption,
    csvOption,
  ],
  notes: [
    'handle and run come first in every row. Times are ISO 8601 in UTC; fractions are fractions; a value that is missing or not a number is null.',
    'returns: the closed trades by their return, in the buckets of the chart. series: every point of all series. prices: the bars of the stored price files within the window of the run. tests, permutations: the significance tests of the run, and each metric on each shuffling of the prices.',
    'JSON: an array of rows.',
  ],
  examples: [
    "strata rows ~/sweeps event_000 --table trades --filter 'net_gain < 0' --csv",
    'strata rows ~/sweeps event_000 --run 0 --table series --filter \'series = "equity_curve"\' --csv',
  ],
};
