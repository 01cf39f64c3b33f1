import { summaryColumns } from './backtest-summary.ts';
import type { CellValue, Column, ColumnGroup, Unit } from './column.ts';
import { ownColumnsOf } from './own-column.ts';

const own = ownColumnsOf('studies');

/**
 * The row contract of one study on one engine, over all its universes or over one: the rows of the index that the
 * framework's coming version writes.
 */
export const studyIdentityColumns = [
  own(
    'study_name',
    'text',
    'identity',
    'Study',
    'Name of the study; default where the document has none, or gives it no name',
    'never',
    'name',
  ),
  own(
    'engine',
    'text',
    'identity',
    'Engine',
    'vector or event',
    'the document does not say',
    'the runs key',
  ),
  own(
    'universe_key',
    'text',
    'identity',
    'Universe',
    'Key of the universe the row is about',
    'all universes together',
    'ENGINE_summaries_by_universe',
  ),
  own(
    'study_description',
    'text',
    'identity',
    'Description',
    'What the user wrote about the study',
    'nil in the document',
    'description',
  ),
  own(
    'sample_type',
    'text',
    'windows',
    'Sample',
    'What the study was run for: in_sample, out_sample_time, walk_forward, …',
    'formats before v5, or not set',
    'sample_type',
  ),
  own(
    'window_part',
    'text',
    'windows',
    'Window part',
    'Which part of its windows was run: train, test or both',
    'formats before v5',
    'window_part',
  ),
  own(
    'window_roles',
    'text',
    'windows',
    'Roles',
    'Roles of its runs, joined by blanks',
    'formats before v3',
    'runs[].window_role',
  ),
  number(
    'number_of_runs',
    'integer',
    'count',
    'windows',
    'Runs',
    'Runs of the study on this engine, of a universe its own',
    'never',
    'ENGINE_runs',
  ),
  number(
    'number_of_tests',
    'integer',
    'count',
    'windows',
    'Tests',
    'Monte-Carlo and permutation tests of the engine, over all universes',
    'in an index of the framework',
    'ENGINE_monte_carlo_tests; backtest_permutation_tests in v1 and v2',
  ),
  own(
    'start',
    'time',
    'windows',
    'Start',
    'Earliest start of its runs',
    'no run has one',
    'runs[]',
  ),
  own('end', 'time', 'windows', 'End', 'Latest end of its runs', 'no run has one', 'runs[]'),
  own(
    'symbols',
    'text',
    'identity',
    'Symbols',
    'Symbols of its runs, sorted, joined by blanks',
    'none',
    'runs[].symbols, universe.symbols',
  ),
  own(
    'trading_symbol',
    'text',
    'identity',
    'Currency',
    'The account currency',
    'none',
    'runs[].trading_symbol, universe.trading_symbol',
  ),
  own(
    'market',
    'text',
    'identity',
    'Market',
    'Where the universe is traded',
    'formats before v4, or not set',
    'universe.market',
  ),
  number(
    'initial_capital',
    'real',
    'currency',
    'returns',
    'Initial capital',
    'Cash the study starts with',
    'formats before v5, or not set',
    'initial_capital',
  ),
  number(
    'risk_free_rate',
    'real',
    'fraction',
    'identity',
    'Risk-free rate',
    'Yearly rate used for Sharpe and Sortino; 0.027 stands for nil and 0 in v5, as in the framework',
    'nil in the document',
    'risk_free_rate',
  ),
] as const satisfies readonly Column[];

/** The metrics are those of a backtest, of this study and engine alone. */
export const studyColumns: readonly Column[] = [...studyIdentityColumns, ...summaryColumns];

/** The study of a document that has none, or that gives it no name, as the framework reads it. */
export const usualStudy = 'default';

/** The name that tells the study of a run from others; null of the usual one, which says nothing. */
export function studyToName(name: CellValue | undefined): string | null {
  return typeof name !== 'string' || name === usualStudy ? null : name;
}

/** Whether there is more to say of the studies of a backtest than that its document has none. */
export function hasStudiesToShow({ values, studies }: StudiesOfBacktest): boolean {
  const version = values.format_version;
  const hasOwn = typeof version === 'number' && version >= 4;
  if (studies.length !== 1 || hasOwn) return studies.length > 0;
  return studyToName(studies[0]?.values.study_name) !== null;
}

interface StudiesOfBacktest {
  values: Record<string, CellValue>;
  studies: readonly { values: Record<string, CellValue> }[];
}

export type StudyIdentityKey = (typeof studyIdentityColumns)[number]['key'];

function number<const Key extends string>(
  key: Key,
  kind: 'real' | 'integer',
  unit: Unit,
  group: ColumnGroup,
  label: string,
  meaning: string,
  nullRule: string,
  source: string,
) {
  return { ...own(key, kind, group, label, meaning, nullRule, source), unit };
}
