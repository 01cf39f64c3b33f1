import { summaryColumns } from '#contract/backtest-summary.ts';
import { nearestNames } from '#contract/filter/nearest-names.ts';
import { resolveName } from '#contract/filter/resolve-names.ts';
import type { RowsKind } from '#contract/row-columns.ts';
import { shortNames } from '#contract/short-names.ts';
import { rankRows } from '../../../operations/rank-rows.ts';
import type { Command, CommandContext } from '../command-context.ts';
import { exitCodes } from '../exit-code.ts';
import { withArchive } from '../open-named-archive.ts';
import {
  choiceOption,
  hasOption,
  limitOption,
  rowsKindOption,
  textOption,
  weightsOption,
} from '../option-values.ts';
import { type ChosenColumn, scoreColumn } from '../output/chosen-column.ts';
import { chosenColumns, outputFormat, printRows } from '../output/print-rows.ts';
import { queryColumns, rowReader } from '../output/printed-row.ts';
import { sayIndexHasNoRuns } from '../output/say-index-has-no-runs.ts';
import { UsageError } from '../usage-error.ts';

const presets = ['balanced', 'profit', 'frequency', 'risk_adjusted'] as const;
const usualLimit = 10;
const referenceColumns = [
  'algorithm_id',
  'tag',
  'summary_sharpe_ratio',
  'summary_sortino_ratio',
  'summary_calmar_ratio',
  'summary_total_net_gain_percentage',
  'summary_max_drawdown',
  'bundle_path',
];
const metricColumns = [
  'sharpe_ratio',
  'sortino_ratio',
  'calmar_ratio',
  'total_net_gain_percentage',
];
const textColumns: Readonly<Record<RowsKind, readonly string[]>> = {
  backtests: ['handle', 'tag', ...metricColumns, 'worst_drawdown'],
  studies: ['handle', 'study_name', 'engine', 'universe_key', ...metricColumns, 'max_drawdown'],
  runs: ['handle', 'run', 'window', ...metricColumns, 'max_drawdown'],
};

export const runRank: Command = (context) => {
  const { given, terminal } = context;
  const rows = rowsKindOption(given);
  const query = {
    rows,
    by: textOption(given, 'by'),
    focus: choiceOption(given, 'focus', presets),
    weights: weightsOption(given),
    ascending: hasOption(given, 'ascending'),
    limit: limitOption(given, usualLimit),
    filter: textOption(given, 'filter') ?? '',
  };
  const isWeighted = query.focus !== null || query.weights !== null;
  if ((query.by === null) === !isWeighted) {
    throw new UsageError('one of --by, or --focus and --weights, is needed', given.command);
  }
  const format = outputFormat(context);
  const usual = { reference: referenceColumns, text: textColumns[rows] };
  const wantsPrune = hasOption(given, 'prune') || textOption(given, 'archive-dir') !== null;
  if (wantsPrune && rows !== 'backtests') {
    throw new UsageError('--prune moves bundles: it goes with --rows backtests', given.command);
  }

  warnOfUnknown(context, Object.keys(query.weights ?? {}));

  return withArchive(context, async (archive) => {
    const chosen = withScore(await chosenColumns(context, archive, rows, usual), isWeighted);
    const columns = queryColumns(chosen);
    const ranked = rankRows(archive, { ...query, columns }).rows;
    await printRows(context, format, chosen, ranked.map(rowReader(chosen, columns)));
    sayIndexHasNoRuns(terminal, archive, rows);
    if (wantsPrune) {
      const { runPrune } = await import('./prune-step.ts');
      return runPrune(context, archive, query);
    }
    if (ranked.length === query.limit && terminal.width !== null && !hasOption(given, 'quiet')) {
      terminal.say(`The first ${ranked.length}; --limit N shows more, --limit -1 all.\n`);
    }
    return exitCodes.done;
  });
};

const metricNames = [...summaryColumns.map((column) => column.key), ...Object.keys(shortNames)];

/** As the reference has it: the score comes last, whatever columns are asked for. */
function withScore(chosen: ChosenColumn[], isWeighted: boolean): ChosenColumn[] {
  const others = chosen.filter((column) => column.from !== 'score');
  return isWeighted ? [...others, scoreColumn] : others;
}

/** A weight on what is no metric adds nothing, as in the reference; a misspelt one is worth a word. */
function warnOfUnknown({ terminal }: CommandContext, names: readonly string[]): void {
  const scope = { rows: 'backtests', parameters: new Set<string>() } as const;
  for (const name of names.filter((each) => resolveName(each, scope) === null)) {
    const nearest = nearestNames(name, metricNames);
    const hint = nearest.length > 0 ? `; did you mean ${nearest.join(', ')}?` : '';
    terminal.say(`there is no metric "${name}", its weight adds nothing${hint}\n`);
  }
}
