import { backtestColumns } from '#contract/backtest-summary.ts';
import type { Column, ColumnGroup, Unit } from '#contract/column.ts';
import { referenceColumns, referenceNames } from '#contract/filter/reference-names.ts';
import { markColumns } from '#contract/mark-columns.ts';
import { runColumns } from '#contract/run-summary.ts';
import { scoreColumn } from '#contract/score.ts';
import { shortNames } from '#contract/short-names.ts';
import { studyColumns } from '#contract/study-summary.ts';
import { sqlType } from './sql-columns.ts';

/** The page `docs/columns.md`, from the contract that tables, menus and exports use too. */
export function columnDocsPage(): string {
  return `${[
    '# Columns',
    '',
    'Made by `npm run docs` from `src/contract`; a test fails when this page, the contract and the tables of',
    '`index.sqlite` part. The name works in `--sort`, `--columns`, `--filter` and in SQL, where every column lies in',
    'table `backtests`, `studies` or `runs`. Fractions are stored as 0.1 and shown as 10 %; times are epoch milliseconds, UTC;',
    'NaN is stored as NULL, infinities stay. Both sort last or at their end, whatever the direction.',
    '',
    '## Backtests',
    '',
    'One row per bundle. Metrics are over all windows, as the framework combined them.',
    '',
    ...sections(backtestColumns),
    '## Studies',
    '',
    'One row per study and engine, over all its universes, and one per universe that has a summary of its own: the rows',
    'of the index that 9.0 of the framework writes. A bundle without studies (v1 to v3) counts as one, `default`; an engine',
    'with neither runs nor a summary has no row. A table of studies also has the columns of the backtest that describe it;',
    "where both have a column of one name, it is the study's own.",
    '',
    ...sections(studyColumns),
    '## Runs',
    '',
    'One row per run: one window on one engine. A table of runs also has the columns of the backtest that describe it',
    `(${describing()}); where both have a column of one name, it is the run's own.`,
    '',
    ...sections(runColumns),
    '## Parameters',
    '',
    'Every parameter of a bundle is a column `params.NAME`, and `NAME` where no column has that name; odd names go in',
    'quotes: `params."my parameter"`. Maps are flattened with dots, lists are JSON, true and false compare as 1 and 0.',
    '',
    '## Yours',
    '',
    'What you added, in both tables, kept in `user.sqlite` beside the archive. `user_tags = "good"` finds every backtest that',
    'has this tag, beside others; `user_tags != "good"` those that do not have it. And `score`: to sort by,',
    'not to filter by, as it depends on the rows that match.',
    '',
    '| name | shown as | type | unit | meaning | NULL when | from |',
    '|---|---|---|---|---|---|---|',
    ...markColumns.map(rowOf),
    rowOf(scoreColumn),
    '',
    '## Other names',
    '',
    'Short, or as the reference spells them; `summary_` may stand before every metric.',
    '',
    '| name | stands for |',
    '|---|---|',
    ...Object.entries({ ...shortNames, ...referenceNames }).map(
      ([name, key]) => `| \`${name}\` | \`${key}\` |`,
    ),
    ...referenceColumns.map((column) => `| \`${column.key}\` | ${column.meaning} |`),
    '',
  ].join('\n')}`;
}

const groups: Readonly<Record<ColumnGroup, string>> = {
  identity: 'Identity',
  returns: 'Returns',
  risk: 'Risk',
  trades: 'Trades',
  consistency: 'Consistency',
  windows: 'Windows',
  provenance: 'Provenance',
  parameters: 'Parameters',
  yours: 'Yours',
};

const units: Readonly<Record<Unit, string>> = {
  fraction: 'fraction',
  percent: 'percent',
  currency: 'currency',
  ratio: 'ratio',
  score: 'score, 0 to 1',
  count: 'count',
  days: 'days',
  hours: 'hours',
  rate: 'rate',
  bytes: 'bytes',
  flag: '1 or 0',
  none: '',
};

function sections(columns: readonly Column[]): string[] {
  return (Object.keys(groups) as ColumnGroup[]).flatMap((group) => {
    const members = columns.filter((column) => column.group === group);
    if (members.length === 0) return [];
    return [
      `### ${groups[group]}`,
      '',
      '| name | shown as | type | unit | meaning | NULL when | from |',
      '|---|---|---|---|---|---|---|',
      ...members.map(rowOf),
      '',
    ];
  });
}

function rowOf(column: Column): string {
  const unit = column.kind === 'time' ? 'epoch ms, UTC' : units[column.unit];
  const cells = [
    `\`${column.key}\``,
    column.label,
    sqlType(column),
    unit,
    column.meaning,
    column.nullRule,
    column.source,
  ];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function describing(): string {
  const own = new Set(runColumns.map((column) => column.key));
  return backtestColumns
    .filter((column) => !column.source.startsWith('summary.') && !own.has(column.key))
    .map((column) => `\`${column.key}\``)
    .join(', ');
}
