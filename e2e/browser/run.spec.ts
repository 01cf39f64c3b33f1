import { execFileSync } from 'node:child_process';
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from '@playwright/test';
import { RunPage } from '../pages/run-page.ts';
import { RunsPage } from '../pages/runs-page.ts';
import { expect, test } from '../support/app-test.ts';
import { fetchDownload } from '../support/downloads.ts';
import { expectAccessible } from '../support/expect-accessible.ts';
import { inkOf } from '../support/ink-of.ts';
import { projectFolder } from '../support/project-folder.ts';
import { copyBundles, demoCount } from '../support/temp-folder.ts';

const interop = join(projectFolder, 'fixtures', 'interop');

test('a run is opened from the table, and the next one without going back', async ({
  page,
  serve,
}) => {
  const { url } = await serve({ isDemo: true });
  await page.goto(url);
  const runs = new RunsPage(page);
  await runs.grid.expectCount(demoCount);
  await runs.grid.sortBy('Sharpe');
  const names = await runs.grid.texts('algorithm_id');
  const run = new RunPage(page);

  await test.step('by Enter, with its figures and curves', async () => {
    await runs.grid.cell(0, 'algorithm_id').click();
    await page.keyboard.press('Enter');
    await expect(run.title).toHaveText(names[0]!);
    await expect(run.place).toHaveText(`1 of ${demoCount} backtests`);
    await expect(run.figures).toContainText('Max drawdown');
    await expect(run.curves).toHaveAccessibleName(/deepest drawdown/);
    await expect.poll(() => inkOf(run.curves)).toBeGreaterThan(100);
  });

  await test.step('the next and the previous by keys', async () => {
    await page.keyboard.press(']');
    await expect(run.title).toHaveText(names[1]!);
    await expect(run.place).toHaveText(`2 of ${demoCount} backtests`);
    await page.keyboard.press('[');
    await expect(run.title).toHaveText(names[0]!);
    await expect(run.button('Previous in the table')).toBeDisabled();
  });

  await test.step('the cursor on the curve by keys', async () => {
    await run.curves.focus();
    await page.keyboard.press('Home');
    await expect(run.curves).toHaveAttribute('aria-valuenow', '0');
    await page.keyboard.press('ArrowRight');
    await expect(run.curves).toHaveAttribute('aria-valuenow', '1');
    await expect(run.curves).toHaveAttribute('aria-valuetext', /UTC: .*, drawdown /);
  });

  await test.step('and back to the table as it was', async () => {
    await page.keyboard.press('Alt+ArrowUp');
    await expect(runs.grid.head('Sharpe')).toHaveAttribute('aria-sort', 'descending');
    expect(await runs.grid.texts('algorithm_id')).toEqual(names);
  });
});

test('trades are filtered, sorted and seen on the price of their own orders', async ({
  page,
  serve,
  folder,
}) => {
  copyBundles(join(projectFolder, 'resources', 'demo', 'event'), join(folder, 'events'));
  const { url } = await serve({ folder: join(folder, 'events') });
  await page.goto(url);
  const run = new RunPage(page);
  await new RunsPage(page).grid.cell(0, 'algorithm_id').dblclick();
  await expect(run.curves).toBeVisible();
  await expect(run.chart('Trades on the price')).toContainText('No prices are stored');

  await test.step('sort by net gain', async () => {
    await run.grid.sortBy('Net gain');
    // The head turns before the rows of the new order are there.
    await expect
      .poll(async () => {
        const gains = (await run.grid.texts('net_gain')).map(numberOf);
        return gains.length > 3 && gains.every((gain, at) => at === 0 || gains[at - 1]! >= gain);
      })
      .toBe(true);
  });

  await test.step('filter with the language of the table', async () => {
    const filter = run.tables.getByRole('textbox', { name: 'Filter trades' });
    await filter.fill('net_gain < 0');
    await expect(run.count).toHaveText(/^\d+ of \d+ rows$/);
    await run.grid.settled();
    const gains = (await run.grid.texts('net_gain')).map(numberOf);
    for (const gain of gains) expect(gain).toBeLessThan(0);

    await run.button('Copy trades').click();
    const command = await copiedText(page, 'Copy as CLI command');
    const [head, ...lines] = runInShell(command).trimEnd().split('\n');
    const place = head!.split(',').indexOf('net_gain');
    const printed = lines.map((line) => Number(Number(line.split(',')[place]).toFixed(2)));
    expect(printed.slice(0, gains.length)).toEqual(gains);

    await filter.fill('net_gian < 0');
    await expect(run.tables.getByRole('alert').first()).toContainText('did you mean net_gain');
    await filter.fill('');
    await expect(run.count).toHaveText(/^\d+ rows$/);
  });

  await test.step('a trade is shown on the price', async () => {
    await run.grid.cell(0, 'symbol').click();
    await page.keyboard.press('Enter');
    await expect(run.button('Show all trades')).toBeVisible();
    await run.button('Show all trades').click();
    await expect(run.button('Show all trades')).toBeHidden();
  });

  await test.step('what protected the trades, and what is held at the end', async () => {
    await run.tab('Stops and targets').click();
    await expect(run.grid.cell(0, 'kind')).toHaveText('stop loss');
    await run.tab('Positions').click();
    await expect(run.grid.cell(0, 'symbol')).toHaveText('EUR');
    await run.tab('Recorded values').click();
    await expect(run.tables).toContainText('The strategy recorded none');
  });
});

test('trades are drawn on stored prices, and every chart is a table and a file, too', async ({
  page,
  serve,
  folder,
}) => {
  const prices = join(folder, 'prices');
  copyBundles(join(interop, 'v2', 'ohlcv'), prices);
  const { url } = await serve({ folder: prices });
  await page.goto(url);
  const runs = new RunsPage(page);
  await runs.quickSearch.fill('ohlcv_default');
  await runs.grid.expectCount(1);
  await runs.grid.cell(0, 'algorithm_id').dblclick();
  const run = new RunPage(page);
  const chart = run.chart('Trades on the price');
  await expect(chart).toContainText('BTC/EUR@1d');
  await expect(chart.getByRole('link', { name: 'tradingview.com' })).toBeVisible();
  await expect.poll(() => inkOf(chart)).toBeGreaterThan(1000);

  await run.button('As table: Trades on the price').click();
  await expect(chart.getByRole('table').getByRole('row')).toHaveCount(20);
  await run.button('As table: Trades on the price').click();

  await run.button('Save or copy Trades on the price').click();
  const bars = runInShell(await copiedText(page, 'Copy the prices as CLI command'));
  expect(bars).toMatch(/^handle,run,key,time,open,high,low,close,volume\n.*BTC\/EUR@1d/);

  for (const title of [
    'Trades on the price',
    'Equity, drawdown and rolling Sharpe',
    'Returns by month',
    'Returns of trades',
  ]) {
    await run.button(`Save or copy ${title}`).click();
    const svg = await fetchDownload(page, page.getByRole('menuitem', { name: 'Save as SVG' }));
    expect(svg.bytes.toString()).toMatch(/^<svg xmlns=.*<(path|rect|line) /s);
    await run.button(`Save or copy ${title}`).click();
    const png = await fetchDownload(page, page.getByRole('menuitem', { name: 'Save as PNG' }));
    expect(png.bytes.subarray(1, 4).toString()).toBe('PNG');
    expect(png.name).toBe(`${title}.png`);
  }
});

test('a tiered archive shows the same windows, tests and proof', async ({
  page,
  serve,
  folder,
}) => {
  const bundles = join(folder, 'bundles');
  copyBundles(join(interop, 'v2', 'perm'), bundles);
  const studies = join(projectFolder, 'resources', 'demo', 'obtf', 'obtf_000.obtf');
  copyFileSync(studies, join(bundles, 'obtf_000.obtf'));
  const tiered = join(folder, 'tiered');
  execFileSync(process.execPath, [
    join(projectFolder, 'bin', 'strata.mjs'),
    ...[
      'migrate-store',
      '--from',
      'local-dir',
      '--to',
      'local-tiered',
      '--proof',
      'file',
      bundles,
      tiered,
    ],
  ]);
  const { url } = await serve({ folder: tiered });
  await page.goto(url);
  const runs = new RunsPage(page);
  const run = new RunPage(page);

  await runs.quickSearch.fill('perm_000');
  await expect(runs.grid.cell(0, 'algorithm_id')).toHaveText('perm_000');
  await runs.grid.cell(0, 'algorithm_id').dblclick();
  await expect(run.chart('Significance')).toContainText(/p-value 0\.\d+ over \d+ permutations/);
  await expect(page.getByRole('region', { name: 'Provenance' })).toContainText('byte for byte');
  await expect(page.getByRole('region', { name: 'Provenance' })).toContainText(/File SHA-256/);

  await page.keyboard.press('Alt+ArrowUp');
  await runs.quickSearch.fill('obtf_000');
  await expect(runs.grid.cell(0, 'algorithm_id')).toHaveText('obtf_000');
  await runs.grid.cell(0, 'algorithm_id').dblclick();
  await expect(run.chart('Studies and universes')).toContainText('ema_cross_alts, vector');
  await expect(page.getByRole('region', { name: 'This run' })).toContainText('ema_cross_alts');
  const windows = page.getByRole('region', { name: 'Windows side by side', exact: true });
  await expect(windows.getByRole('columnheader')).toHaveCount(8);
  const before = await run.curves.getAttribute('aria-label');
  await run.window.selectOption({ index: 7 });
  await expect(run.curves).not.toHaveAccessibleName(before ?? '');
  await expect(run.count).toHaveText(/^\d+ rows?$/);
});

test('a report of several backtests opens as a page of its own and asks for nothing', async ({
  page,
  serve,
  folder,
}) => {
  copyBundles(join(projectFolder, 'resources', 'demo', 'event'), join(folder, 'events'));
  const { url } = await serve({ folder: join(folder, 'events') });
  await page.goto(url);
  const { grid, counts } = new RunsPage(page);
  await grid.cell(0, 'algorithm_id').click();
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(counts).toContainText('2 selected');
  const names = (await grid.texts('algorithm_id')).slice(0, 2);
  const { name, bytes } = await fetchDownload(
    page,
    page.getByRole('button', { name: 'Report', exact: true }),
  );
  expect(name).toBe('Report of 2 backtests.html');

  const file = join(folder, 'report.html');
  writeFileSync(file, bytes);
  const asked: string[] = [];
  const refused: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('console', (message) => refused.push(message.text()));
  await page.goto(pathToFileURL(file).href);

  const table = page.locator('#comparison table.sortable');
  await expect(table.locator('tbody th')).toHaveCount(2);
  for (const [index, one] of names.entries()) {
    await expect(page.locator(`#backtest-${index + 1} h2`)).toHaveText(one);
  }
  await table.getByRole('button', { name: 'Sharpe' }).click();
  await expect(table.getByRole('columnheader', { name: 'Sharpe' })).toHaveAttribute(
    'aria-sort',
    'descending',
  );
  await page.getByRole('button', { name: 'Light or dark' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expectAccessible(page);
  expect(asked).toEqual([pathToFileURL(file).href]);
  expect(refused).toEqual([]);
});

/** What a menu's item puts on the clipboard. */
async function copiedText(page: Page, item: string): Promise<string> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('menuitem', { name: item }).click();
  await expect(page.getByText(item.replace('Copy', 'Copied'))).toBeVisible();
  return page.evaluate(() => navigator.clipboard.readText());
}

/** The built command line under its name, as a terminal has it. */
function runInShell(command: string): string {
  const binary = join(projectFolder, 'bin', 'strata.mjs');
  const script = `strata() { "${process.execPath}" "${binary}" "$@"; }; ${command}`;
  return execFileSync('sh', ['-c', script], { encoding: 'utf8' });
}

function numberOf(text: string): number {
  return Number(text.replace('\u2212', '-').replaceAll(/[+,]/g, ''));
}
