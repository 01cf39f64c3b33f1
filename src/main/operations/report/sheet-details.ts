import type { CellValue, Column, ColumnGroup } from '#contract/column.ts';
import { runMetricColumns } from '#contract/run-summary.ts';
import type { ReportedRun } from './gather-report.ts';
import { html, type Markup } from './markup.ts';
import { tradeColumns } from './report-columns.ts';
import { formatNumber, formatValue } from './report-format.ts';
import { runName } from './run-name.ts';

/** What is folded away until it is asked for: every figure of every run, and its trades. */
export function sheetDetails(runs: readonly ReportedRun[], number: number): Markup {
  return html`${allFigures(runs, number)}${runs.map((run, place) => tradesOf(run, number, place + 1))}`;
}

const groups: readonly ColumnGroup[] = [...new Set(runMetricColumns.map(({ group }) => group))];

function allFigures(runs: readonly ReportedRun[], number: number): Markup {
  const rows = (group: ColumnGroup) =>
    runMetricColumns.filter(
      (column) => column.group === group && runs.some(({ values }) => values[column.key] ?? false),
    );
  return html`<details><summary>All figures</summary>
<div class="scroll" tabindex="0" role="region" aria-label="All figures of backtest ${number}"><table><thead><tr><td></td>${runs.map(
    (run) => html`<th scope="col">${runName(run)}</th>`,
  )}</tr></thead>${groups.map(
    (group) =>
      html`<tbody><tr><th scope="rowgroup" colspan="${runs.length + 1}">${group}</th></tr>${rows(
        group,
      ).map(
        (column) =>
          html`<tr><th scope="row" title="${column.meaning}">${column.label}</th>${runs.map(
            ({ values }) => html`<td>${formatValue(column, values[column.key] ?? null)}</td>`,
          )}</tr>`,
      )}</tbody>`,
  )}</table></div></details>
`;
}

function tradesOf(run: ReportedRun, number: number, place: number): Markup | null {
  const { rows, total } = run.trades;
  if (total === 0) return null;
  const name = runName(run);
  const cut = rows.length < total ? `, the first ${rows.length} of them` : '';
  return html`<details><summary>${formatNumber(total, 0)} trades of ${name}${cut}</summary>
${cut === '' ? null : html`<p class="soft">A report has room for so many; strata rows prints all.</p>`}
<div class="scroll" tabindex="0" role="region" aria-label="Trades of backtest ${number}, run ${place}"><table><thead><tr>${tradeColumns.map(
    ({ label }) => html`<th scope="col">${label}</th>`,
  )}</tr></thead><tbody>${rows.map(
    (cells) =>
      html`<tr>${cells.map((cell, at) => html`<td>${sayCell(tradeColumns[at]!, cell)}</td>`)}</tr>`,
  )}</tbody></table></div></details>
`;
}

/** Prices are as exact as they were, down to those of a ten-thousandth. */
function sayCell(column: Column, cell: CellValue): string {
  const isPrice = column.kind === 'real' && column.unit === 'none' && typeof cell === 'number';
  return isPrice ? String(Number(cell.toPrecision(8))) : formatValue(column, cell);
}
