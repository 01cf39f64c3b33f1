import type { ComparedCorrelation } from '#contract/compare.ts';
import type { ReportedBacktest } from './gather-report.ts';
import { html, type Markup } from './markup.ts';
import { formatNumber } from './report-format.ts';
import { runName } from './run-name.ts';
import { titleOf } from './sheet-title.ts';

/** How alike every two runs of the report move. */
export function correlationTable(
  backtests: readonly ReportedBacktest[],
  { coefficients }: ComparedCorrelation,
): Markup {
  const names = backtests.flatMap(({ detail, runs }) =>
    runs.map((run) =>
      runs.length === 1 ? titleOf(detail) : `${titleOf(detail)}, ${runName(run)}`,
    ),
  );
  return html`<h3>Correlation of returns</h3>
<p class="soft">Pearson, of the changes of equity between the times that two runs have in common. A dash: fewer than three, or one never moves.</p>
<div class="scroll" tabindex="0" role="region" aria-label="Correlation of every two runs"><table><thead><tr><th scope="col">Run</th>${names.map(
    (name, place) => html`<th scope="col" title="${name}">${place + 1}</th>`,
  )}</tr></thead><tbody>${coefficients.map(
    (row, place) =>
      html`<tr><th scope="row">${place + 1} ${names[place] ?? ''}</th>${row.map(cellOf)}</tr>`,
  )}</tbody></table></div>`;
}

/** The ground is a class: the page's policy has no place for styles of single cells. */
function cellOf(coefficient: number | null): Markup {
  if (coefficient === null) return html`<td>–</td>`;
  const depth = Math.min(4, Math.round(Math.abs(coefficient) * 4));
  const ground = depth === 0 ? '' : `${coefficient < 0 ? 'less' : 'more'}-${depth}`;
  return html`<td class="${ground}">${formatNumber(coefficient, 2)}</td>`;
}
