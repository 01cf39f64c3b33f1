import { correlationTable } from './correlation-table.ts';
import type { GatheredReport } from './gather-report.ts';
import { html, type Markup } from './markup.ts';
import { overlayOf } from './report-charts.ts';
import { comparedColumns, differing } from './report-columns.ts';
import { formatValue } from './report-format.ts';
import { titleOf } from './sheet-title.ts';
import { swatch } from './tearsheet.ts';

/** Several backtests beside each other: figures, what they were set to differently, curves. */
export function comparison({ backtests, correlation }: GatheredReport): Markup {
  const details = backtests.map(({ detail }) => detail);
  const parameters = differing(details);
  return html`<section class="comparison" id="comparison">
<h2>Comparison</h2>
<figure>${overlayOf(backtests, `Equity and drawdown of ${backtests.length} backtests`)}
<figcaption>Equity of every run, from 1 at its start, and drawdown below; times are UTC. Colours repeat after six.</figcaption></figure>
<div class="scroll" tabindex="0" role="region" aria-label="Figures and parameters"><table class="sortable"><thead><tr><th scope="col">Backtest</th>${comparedColumns.map(
    (column) => html`<th scope="col" title="${column.meaning}">${column.label}</th>`,
  )}${parameters.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${details.map(
    (detail, index) =>
      html`<tr><th scope="row">${swatch(index)}<a href="#backtest-${index + 1}">${titleOf(detail)}</a></th>${comparedColumns.map(
        (column) => {
          const value = detail.values[column.key] ?? null;
          return html`<td data-value="${value ?? ''}">${formatValue(column, value)}</td>`;
        },
      )}${parameters.map((name) => {
        const value = detail.parameters.find((one) => one.name === name)?.value ?? null;
        return html`<td data-value="${value ?? ''}">${value ?? '–'}</td>`;
      })}</tr>`,
  )}</tbody></table></div>
${correlation === null ? null : correlationTable(backtests, correlation)}
</section>`;
}
