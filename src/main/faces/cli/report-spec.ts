import { type CommandSpec, jsonOption, progressOption } from './command-spec.ts';
import { archiveArgument, ascendingOption, filterOption } from './row-options.ts';

export const report: CommandSpec = {
  name: 'report',
  summary: 'Writes a self-contained HTML page about up to 50 backtests',
  arguments: [
    archiveArgument,
    {
      name: 'backtest',
      about: 'Handles, ids, or first digits of ids; or --filter, --sort and --limit',
      isMany: true,
      isOptional: true,
    },
  ],
  options: [
    { name: 'to', value: 'FILE', about: 'The file to write' },
    { name: 'overwrite', about: 'Writes over a file that is there' },
    filterOption,
    {
      name: 'sort',
      value: 'KEY[:asc|desc]',
      isMany: true,
      about: 'Largest first; given again, it settles ties',
    },
    ascendingOption,
    { name: 'limit', short: 'n', value: 'N', about: 'The first N of them' },
    jsonOption,
    progressOption,
  ],
  notes: [
    'A tearsheet of each backtest, and a comparison of several. The page fetches nothing, follows the theme of its reader, prints, and shows every name as text.',
    'JSON: { file, backtests, bytes }.',
  ],
  examples: [
    'strata report ~/sweeps sweep_a_00012 --to report.html',
    'strata report ~/sweeps --sort sharpe --limit 12 --to best.html',
  ],
};
