import type { CellValue, ColumnGroup } from '#contract/column.ts';
import type { Marks } from '#contract/marks.ts';
import type { BacktestDetail } from '#contract/operations.ts';
import { columnsOf } from '#contract/row-columns.ts';
import type { CodeFiles, StoredFacts } from '#contract/storage.ts';
import { hasStudiesToShow } from '#contract/study-summary.ts';
import type { Terminal } from '../terminal.ts';
import { chooseColumns } from './chosen-column.ts';
import { formatCell } from './format-cell.ts';
import { cutText, onOneLine } from './text-width.ts';
import { writeTable } from './write-table.ts';

const groupNames: Readonly<Record<ColumnGroup, string>> = {
  identity: 'Backtest',
  yours: 'Yours',
  parameters: 'Parameters',
  windows: 'Windows',
  returns: 'Returns',
  risk: 'Risk',
  trades: 'Trades',
  consistency: 'Consistency',
  provenance: 'Provenance',
};

const runKeys = [
  'run',
  'window',
  'engine',
  'start',
  'end',
  'sharpe_ratio',
  'total_net_gain_percentage',
  'max_drawdown',
  'number_of_trades',
];

/** Everything the index knows of a backtest, for people. What has no value is left out. */
export async function writeDetail(
  terminal: Terminal,
  detail: BacktestDetail,
  code: CodeFiles | null,
): Promise<void> {
  const parameters = detail.parameters.map(({ name, value }): [string, string] => [
    name,
    formatCell(value, null),
  ]);
  const linesOf = (group: ColumnGroup) => {
    if (group === 'parameters') return parameters;
    return group === 'yours' ? marksOf(detail.marks) : valuesOf(detail.values, group);
  };
  for (const group of Object.keys(groupNames) as ColumnGroup[]) {
    const lines = linesOf(group);
    await writeSection(terminal, groupNames[group], lines);
  }
  const { label, isPresent } = detail.file;
  if (!isPresent) await terminal.write(`${onOneLine(label)} is not there any more\n\n`);
  await writeSection(terminal, 'In the archive', storedLines(detail));
  await writeSection(terminal, 'Source code', codeLines(code));
  if (hasStudiesToShow(detail)) await writeStudies(terminal, detail);
  await terminal.write('Runs\n');
  const columns = chooseColumns(runKeys, 'runs');
  const rows = detail.runs.map(({ run, values }) =>
    runKeys.map((key) => (key === 'run' ? run : (values[key] ?? null))),
  );
  await writeTable(terminal, columns, rows);
}

const proofTexts: Readonly<Record<StoredFacts['proof'], string>> = {
  file: 'the file comes out byte for byte',
  payload: 'the payload comes out the same; the file is not compared yet',
  'payload-only': 'the payload comes out the same, in another frame',
};

function storedLines({ stored, storedFailure }: BacktestDetail): [string, string][] {
  if (storedFailure !== null) return [['damaged', storedFailure.message]];
  if (stored === null) return [];
  const { proof, isKeptWhole, symbols, tradingSymbols, chunks, prices } = stored;
  const held = prices.filter(({ chunk }) => chunk !== null).length;
  const lines: [string, string][] = [
    ['kept', isKeptWhole ? 'whole, as the file it came in' : 'as rows and chunks'],
    ['proof', proofTexts[proof]],
    ['symbols', symbols.join(', ')],
    ['currency', tradingSymbols.join(', ')],
    ['price files', prices.length === 0 ? '' : `${held} of ${prices.length}`],
    ...chunks.map(({ kind, id, bytes }): [string, string] => [kind, `${id}, ${bytes} bytes`]),
  ];
  return lines.filter(([, text]) => text !== '');
}

function codeLines(code: CodeFiles | null): [string, string][] {
  return (code?.files ?? []).map(({ path, bytes }) => [path, `${bytes} bytes`]);
}

function marksOf({ starred, tags, note }: Marks): [name: string, value: string][] {
  return [
    ...(starred ? [['starred', 'yes'] as [string, string]] : []),
    ...(tags.length > 0 ? [['user_tags', tags.join(', ')] as [string, string]] : []),
    ...(note === null ? [] : [['note', note] as [string, string]]),
  ];
}

const studyKeys = [
  'study_name',
  'engine',
  'universe_key',
  'sample_type',
  'number_of_runs',
  'number_of_tests',
  'sharpe_ratio',
  'total_net_gain_percentage',
  'number_of_trades',
];

/** A document of a format without studies is one by itself: then there is nothing to list. */
async function writeStudies(terminal: Terminal, { studies }: BacktestDetail): Promise<void> {
  await terminal.write('Studies\n');
  const rows = studies.map(({ values }) => studyKeys.map((key) => values[key] ?? null));
  await writeTable(terminal, chooseColumns(studyKeys, 'studies'), rows);
  await terminal.write('\n');
}

function valuesOf(
  values: Record<string, CellValue>,
  group: ColumnGroup,
): [name: string, value: string][] {
  return columnsOf('backtests')
    .filter((column) => column.group === group && (values[column.key] ?? null) !== null)
    .map((column) => [column.key, formatCell(values[column.key] ?? null, column)]);
}

async function writeSection(
  terminal: Terminal,
  title: string,
  lines: readonly (readonly [string, string])[],
): Promise<void> {
  if (lines.length === 0) return;
  const width = lines.reduce((widest, [name]) => Math.max(widest, name.length), 0);
  await terminal.write(`${title}\n`);
  for (const [name, value] of lines) {
    const text = `  ${onOneLine(name).padEnd(width)}  ${onOneLine(value)}`;
    await terminal.write(`${terminal.width === null ? text : cutText(text, terminal.width)}\n`);
  }
  await terminal.write('\n');
}
