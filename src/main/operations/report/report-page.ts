import { createHash } from 'node:crypto';
import { comparison } from './comparison.ts';
import type { GatheredReport } from './gather-report.ts';
import { html, trusted } from './markup.ts';
import { formatTime } from './report-format.ts';
import { reportScript, reportStyle } from './report-style.ts';
import { titleOf } from './sheet-title.ts';
import { tearsheet } from './tearsheet.ts';

interface Facts {
  archive: string;
  /** Epoch milliseconds. */
  madeAt: number;
}

/**
 * The whole report as one document. It fetches nothing, and nothing in it can: its policy knows the one style and
 * the one script by their hashes, and forbids everything else.
 */
export function reportPage(report: GatheredReport, facts: Facts): string {
  const { backtests } = report;
  const isOne = backtests.length === 1;
  const title = isOne ? titleOf(backtests[0]!.detail) : `${backtests.length} backtests`;
  const policy = [
    "default-src 'none'",
    `style-src '${hashOf(reportStyle)}'`,
    `script-src '${hashOf(reportScript)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}: backtest report</title>
<style>${trusted(reportStyle)}</style>
</head>
<body>
<header><div><h1>Backtest report: ${title}</h1>
<p class="soft">Archive ${facts.archive}, made by Strata on ${formatTime(facts.madeAt)}. Fractions are shown as percent; a dash is no value.</p></div>
<button type="button" id="theme">Light or dark</button></header>
<main>
${isOne ? null : comparison(report)}
${backtests.map((backtest, index) => tearsheet(backtest, index + 1))}
</main>
<script>${trusted(reportScript)}</script>
</body>
</html>
`;
  return page.markup;
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
