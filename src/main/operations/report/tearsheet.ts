import type { BacktestDetail } from '#contract/operations.ts';
import type { ReportedBacktest, ReportedRun } from './gather-report.ts';
import { html, type Markup } from './markup.ts';
import { colourOf, curvesOf, monthsOf, returnsOf, yearsOf } from './report-charts.ts';
import { headlineColumns, windowColumns } from './report-columns.ts';
import { formatDay, formatNumber, formatValue } from './report-format.ts';
import { runName } from './run-name.ts';
import { sheetDetails } from './sheet-details.ts';
import { titleOf } from './sheet-title.ts';

/** One backtest on a page or a few of its own. */
export function tearsheet({ detail, runs, tests }: ReportedBacktest, number: number): Markup {
  const title = titleOf(detail);
  return html`<article class="sheet" id="backtest-${number}">
<h2>${title}</h2>
<p class="soft">${detail.handle}${tagOf(detail)}</p>
<dl class="figures numbers">${headlineColumns.map(
    (column) =>
      html`<div><dt>${column.label}</dt><dd>${formatValue(column, detail.values[column.key] ?? null)}</dd></div>`,
  )}</dl>
${
  runs.length === 0
    ? html`<p class="soft">The bundle holds no runs.</p>`
    : html`<figure>${curvesOf(runs, `Equity, drawdown and rolling Sharpe of ${title}`)}
<figcaption>Equity in account currency, drawdown and rolling Sharpe below; times are UTC. ${legend(runs)}</figcaption></figure>`
}
${runs.length === 0 ? null : windowsTable(runs, number)}
${runs.map((run) => runSheet(run, title, runs.length > 1))}
${runs.length === 0 ? null : sheetDetails(runs, number)}
${tests.length === 0 ? null : testsTable(tests, number)}
<h3>Parameters</h3>
${
  detail.parameters.length === 0
    ? html`<p class="soft">The bundle names none.</p>`
    : html`<dl class="figures">${detail.parameters.map(
        ({ name, value }) => html`<div><dt>${name}</dt><dd>${value ?? '–'}</dd></div>`,
      )}</dl>`
}
<h3>Provenance</h3>
<dl class="facts">${provenanceOf(detail).map(
    ([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`,
  )}</dl>
</article>`;
}

function tagOf({ values }: BacktestDetail): string {
  return values.tag === null || values.tag === undefined ? '' : `, tag ${values.tag}`;
}

function legend(runs: readonly ReportedRun[]): Markup | null {
  if (runs.length < 2) return null;
  return html`<span class="legend">${runs.map(
    (run, index) => html`<span>${swatch(index)}${runName(run)}</span>`,
  )}</span>`;
}

export function swatch(index: number): Markup {
  return html`<svg width="14" height="8" aria-hidden="true"><rect y="3" width="14" height="3" fill="${colourOf(index)}"/></svg> `;
}

function windowsTable(runs: readonly ReportedRun[], number: number): Markup {
  return html`<h3>${runs.length === 1 ? 'The run' : 'Windows side by side'}</h3>
<div class="scroll" tabindex="0" role="region" aria-label="Windows of backtest ${number}"><table><thead><tr><td></td>${runs.map(
    (run) =>
      html`<th scope="col">${runName(run)}<small>${formatDay(run.values.start ?? null)} to ${formatDay(run.values.end ?? null)}</small></th>`,
  )}</tr></thead><tbody>${windowColumns.map(
    (column) =>
      html`<tr><th scope="row">${column.label}</th>${runs.map(
        ({ values }) => html`<td>${formatValue(column, values[column.key] ?? null)}</td>`,
      )}</tr>`,
  )}</tbody></table></div>`;
}

function runSheet(run: ReportedRun, title: string, isNamed: boolean): Markup {
  const name = runName(run);
  return html`<section class="pair">${isNamed ? html`<h3>${name}</h3>` : null}
<figure>${monthsOf(run.months, `Returns by month of ${title}, ${name}`)}<figcaption>Returns by month, percent</figcaption></figure>
${run.years.time.length === 0 ? null : html`<figure>${yearsOf(run.years, `Returns by year of ${title}, ${name}`)}<figcaption>Returns by year</figcaption></figure>`}
<figure>${returnsOf(run.returns, `Returns of the trades of ${title}, ${name}`)}<figcaption>${run.returns.count} closed trades, ${run.returns.wins} with a gain</figcaption></figure>
</section>`;
}

function testsTable(tests: ReportedBacktest['tests'], number: number): Markup {
  return html`<h3>Significance</h3>
${tests.map(
  ({ study, engine, window, permutations, metrics }, place) => html`<p class="soft">${[
    study,
    engine,
    window,
  ]
    .filter((part) => part !== null)
    .join(', ')}: ${permutations} permutations</p>
<div class="scroll" tabindex="0" role="region" aria-label="p-values of backtest ${number}, test ${place + 1}"><table><thead><tr><th scope="col">Metric</th><th scope="col">Real</th><th scope="col">p-value</th></tr></thead>
<tbody>${metrics.map(
    ({ metric, real, pValue }) =>
      html`<tr><th scope="row">${metric}</th><td>${formatValue({ kind: 'real', unit: 'ratio' }, real)}</td><td>${pValue === null ? '–' : formatNumber(pValue, 3)}</td></tr>`,
  )}</tbody></table></div>`,
)}`;
}

function provenanceOf(detail: BacktestDetail): [string, string][] {
  const { values, file, stored } = detail;
  const proofs = {
    file: 'file: put together again byte for byte',
    payload: 'payload: put together again; the file is still to be proved',
    'payload-only': 'payload: the file around it cannot be made again',
  };
  return [
    ['File', file.name],
    ['Bundle id', detail.id],
    ['Format', String(values.format_version ?? '–')],
    ['Framework', String(values.framework_version ?? '–')],
    ['Proof', stored === null ? 'the bundle itself' : proofs[stored.proof]],
  ];
}
