import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { ArchivesPage } from '../pages/archives-page.ts';
import { ComparePage } from '../pages/compare-page.ts';
import { JobsBar } from '../pages/jobs-bar.ts';
import { QueryPage } from '../pages/query-page.ts';
import { RunPage } from '../pages/run-page.ts';
import { RunsPage } from '../pages/runs-page.ts';
import { SweepPage } from '../pages/sweep-page.ts';
import { expect, test } from '../support/app-test.ts';
import { expectAccessible } from '../support/expect-accessible.ts';
import { projectFolder } from '../support/project-folder.ts';
import { copyBundles, demoCount, invalidBundles } from '../support/temp-folder.ts';

/**
 * The pictures of the documentation are made here, so that they can be made again when something changes:
 * `STRATA_SCREENS=docs/screens npm run e2e -- looks`. An ordinary run leaves the checkout as it is.
 */
const pictures = join(projectFolder, process.env.STRATA_SCREENS ?? 'test-results/screens');

for (const theme of ['light', 'dark'] as const) {
  test.describe(`every screen, ${theme}`, () => {
    test.use({ colorScheme: theme });

    test('archives, empty and with some', async ({ page, serve }) => {
      const { url } = await serve();
      await page.goto(url);
      const archives = new ArchivesPage(page);
      await expect(archives.firstSteps).toBeVisible();
      await expectAccessible(page);
      await picture(page, `start-${theme}`);

      await archives.tryDemo.click();
      await new RunsPage(page).grid.expectCount(demoCount);
      await page.getByRole('link', { name: 'Strata, show archives' }).click();
      await expect(archives.link('Demo')).toBeVisible();
      await expectAccessible(page);
      await picture(page, `archives-${theme}`);
    });

    test('runs, with everything that opens over them', async ({ page, serve }) => {
      const { url } = await serve({ isDemo: true });
      await page.goto(url);
      const runs = await showRuns(page);
      await expectAccessible(page);
      await picture(page, theme === 'light' ? 'runs' : 'runs-dark');

      await runs.button('Histograms in the heads').click();
      await runs.openColumns();
      await expectAccessible(page);
      await picture(page, `columns-${theme}`);
      await page.keyboard.press('Escape');

      await runs.filter.fill('sharpe > > 1');
      await runs.filter.press('Enter');
      await expect(runs.filterError).toBeVisible();
      await expectAccessible(page);
      await picture(page, `filter-error-${theme}`);
      await runs.filter.press('Escape');
      await runs.filter.press('Escape');

      const dialog = await runs.openExport();
      await expect(dialog).toBeVisible();
      await expectAccessible(page);
      await picture(page, `export-${theme}`);
      await page.keyboard.press('Escape');

      await page.keyboard.press('ControlOrMeta+k');
      await expect(page.getByRole('dialog', { name: 'Command palette' })).toBeVisible();
      await expectAccessible(page);
      await picture(page, `palette-${theme}`);
      await page.keyboard.press('Escape');

      await runs.button('Runs').click();
      await expect(runs.counts).toContainText('runs');
      await expectAccessible(page);
      await picture(page, `run-rows-${theme}`);
    });

    test('a comparison, at two sizes', async ({ page, serve }) => {
      const { url } = await serve({ isDemo: true });
      await page.goto(url);
      const runs = new RunsPage(page);
      await runs.grid.expectCount(demoCount);
      await new JobsBar(page).button(/^Dismiss Index/).click();
      await runs.addFilter('tag = "sweep_b"');
      await runs.grid.sortBy('Sharpe');
      await expect(runs.counts).toContainText('18 of');
      await runs.grid.cell(0, 'algorithm_id').click();
      await runs.grid.cell(7, 'algorithm_id').click({ modifiers: ['Shift'] });
      await page.keyboard.press('Shift+C');
      const compare = new ComparePage(page);
      await expect(compare.correlation).toBeVisible();
      await expect(compare.figure('Sharpe').first()).toBeVisible();
      await expectAccessible(page);
      await compare.chart.hover({ position: { x: 480, y: 60 } });
      await picture(page, `compare-${theme}`);
      await page.setViewportSize({ width: 3840, height: 2160 });
      await picture(page, `compare-large-${theme}`);
    });

    test('a score, a view with a name, tags and the settings', async ({ page, serve }) => {
      const { url } = await serve({ isDemo: true });
      await page.goto(url);
      const runs = await showRuns(page);
      await page.keyboard.press('s');
      await expect(runs.grid.cell(0, 'starred')).toHaveText('★');
      await page.keyboard.press('t');
      const tags = page.getByRole('dialog', { name: /^Tags of/ });
      await tags.getByRole('textbox', { name: /^New tags/ }).fill('candidate, low risk');
      await tags.getByRole('button', { name: 'Apply' }).click();
      await expect(runs.grid.cell(0, 'user_tags')).toHaveText('candidate, low risk');
      await runs.button('More').click();
      await page.getByRole('menuitem', { name: 'Weighted score' }).click();
      const score = page.getByRole('dialog', { name: 'Weighted score' });
      await expect(score.locator('.score-value').first()).toBeVisible();
      await expectAccessible(page);
      await picture(page, `score-${theme}`);
      await score.getByRole('button', { name: 'Sort by this score' }).click();
      await page.keyboard.press('ControlOrMeta+s');
      const save = page.getByRole('dialog', { name: 'Save the view' });
      await save.getByRole('textbox', { name: 'Name' }).fill('Sturdy ones');
      await save.getByRole('button', { name: 'Save' }).click();
      await expect(runs.button('Sturdy ones')).toBeVisible();
      await runs.grid.settled();
      await expectAccessible(page);
      await picture(page, `marks-${theme}`);

      await page.keyboard.press('ControlOrMeta+,');
      await expect(page.locator('.settings-facts')).toBeVisible();
      await expectAccessible(page);
      await picture(page, `settings-${theme}`);
    });

    test('a sweep, at two sizes', async ({ page, serve }) => {
      const { url } = await serve({ isDemo: true });
      await page.goto(url);
      const runs = new RunsPage(page);
      await runs.grid.expectCount(demoCount);
      await new JobsBar(page).button(/^Dismiss Index/).click();
      await runs.addFilter('tag = "sweep_b"');
      const sweep = new SweepPage(page);
      await sweep.open();
      await sweep.choose('time_frame', '1d (9)');
      await expect(sweep.plateaus.locator('tbody tr').first()).toContainText('5 × 20');
      await sweep.plateaus
        .getByRole('button', { name: /^Select/ })
        .first()
        .click();
      await expect(sweep.counts).toContainText('1 selected');
      await expectAccessible(page);
      await picture(page, `sweep-${theme}`);

      await page.setViewportSize({ width: 3840, height: 2160 });
      await expect(sweep.lines.locator('canvas').first()).toBeVisible();
      await expectAccessible(page);
      await picture(page, `sweep-large-${theme}`);
    });

    test('a query with its answer', async ({ page, serve }) => {
      const { url } = await serve({ isDemo: true });
      await page.goto(url);
      await new RunsPage(page).grid.expectCount(demoCount);
      await new JobsBar(page).button(/^Dismiss Index/).click();
      await page.getByRole('link', { name: 'Query', exact: true }).click();
      const query = new QueryPage(page);
      await query.button('Run').click();
      await expect(query.answer).toContainText('rows in');
      await expect(query.grid.row(5)).toBeVisible();
      await expectAccessible(page);
      await picture(page, `query-${theme}`);
      await query.ask(
        'SELECT sharpe_ratio, max_drawdown, tag FROM backtests WHERE number_of_trades > 3',
      );
      await expect(query.answer).toContainText('64 rows');
      await query.button('Chart').click();
      await page.getByRole('combobox', { name: 'Across' }).selectOption('x: max_drawdown');
      const kind = page.getByRole('combobox', { name: 'Chart' });
      await kind.selectOption('Bar');
      await expect(page.getByRole('img', { name: /^bar chart/ }).locator('canvas')).toBeVisible();
      await kind.selectOption('Scatter');
      await page.getByRole('combobox', { name: 'Split by' }).selectOption('split by tag');
      await expect(page.getByRole('img', { name: /^scatter chart/ })).toBeVisible();
      await expectAccessible(page);
      await picture(page, `query-chart-${theme}`);

      await page.setViewportSize({ width: 3840, height: 2160 });
      await expect(page.getByRole('img', { name: /^scatter chart/ })).toBeVisible();
      await expectAccessible(page);
      await picture(page, `query-large-${theme}`);
      await query.button('Table').click();
      await expect(query.grid.row(5)).toBeVisible();
      await expectAccessible(page);
    });

    test('what failed, imports and the folder dialog', async ({ page, serve, sweep }) => {
      copyBundles(invalidBundles, join(sweep, 'broken'));
      const { url } = await serve({ folder: sweep });
      await page.goto(url);
      const jobs = new JobsBar(page);
      await expect(jobs.says).toContainText('failed');
      await jobs.openFailures();
      await expect(page.getByRole('dialog').getByRole('row').nth(2)).toBeVisible();
      await expectAccessible(page);
      await picture(page, `failures-${theme}`);
      await page.keyboard.press('Escape');

      await jobs.openList();
      await expectAccessible(page);
      await picture(page, `jobs-${theme}`);
      await page.keyboard.press('Escape');

      await page.keyboard.press('ControlOrMeta+i');
      await expect(page.getByRole('dialog', { name: 'Import bundles' })).toBeVisible();
      await expectAccessible(page);
      await picture(page, `import-${theme}`);
      await page.keyboard.press('Escape');

      await page.keyboard.press('ControlOrMeta+o');
      const folders = page.getByRole('dialog', { name: 'Open a folder' });
      await expect(folders.getByRole('button', { name: 'sweep', exact: true })).toBeVisible();
      await expectAccessible(page);
    });

    test('one run', async ({ page, serve, folder }) => {
      const prices = join(folder, 'prices');
      copyBundles(join(projectFolder, 'fixtures', 'interop', 'v2'), prices);
      const { url } = await serve({ folder: prices });
      await page.goto(url);
      const runs = new RunsPage(page);
      await new JobsBar(page).button(/^Dismiss Index/).click();
      const run = new RunPage(page);
      await runs.quickSearch.fill('ohlcv_default');
      await runs.grid.expectCount(1);
      await runs.grid.cell(0, 'algorithm_id').dblclick();
      await expect(run.count).toHaveText(/rows$/);
      await expect(run.chart('Trades on the price')).toContainText('BTC/EUR@1d');
      await expectAccessible(page);
      await picture(page, `run-${theme}`);
      await run.tables.scrollIntoViewIfNeeded();
      await picture(page, `run-trades-${theme}`);

      await page.setViewportSize({ width: 3840, height: 2160 });
      await expect(run.curves).toBeVisible();
      await picture(page, `run-large-${theme}`);

      await page.setViewportSize({ width: 1280, height: 720 });
      await page.keyboard.press('Alt+ArrowUp');
      await runs.quickSearch.fill('perm_000');
      await expect(runs.grid.cell(0, 'algorithm_id')).toHaveText('perm_000');
      await runs.grid.cell(0, 'algorithm_id').dblclick();
      await run.chart('Significance').scrollIntoViewIfNeeded();
      await expect(run.chart('Significance')).toContainText('p-value');
      await expectAccessible(page);
      await picture(page, `run-tests-${theme}`);
    });

    test('runs on a very large screen', async ({ page, serve }) => {
      await page.setViewportSize({ width: 3840, height: 2160 });
      const { url } = await serve({ isDemo: true });
      await page.goto(url);
      await showRuns(page);
      await picture(page, `runs-large-${theme}`);
    });
  });
}

async function showRuns(page: Page): Promise<RunsPage> {
  const runs = new RunsPage(page);
  await runs.grid.expectCount(demoCount);
  await new JobsBar(page).button(/^Dismiss Index/).click();
  // The tour is offered once; its picture would be out of date a minute after.
  await page.getByRole('button', { name: 'No, thank you' }).click();
  await runs.grid.sortBy('Sharpe');
  await runs.addFilter('trades >= 5');
  await runs.addFilter('sharpe > -0.5');
  await expect(runs.chips).toHaveCount(2);
  await runs.chip('sharpe > -0.5').click();
  await runs.grid.cell(0, 'algorithm_id').click();
  await expect(runs.preview.getByRole('img', { name: /^Equity of/ })).toBeVisible();
  await expect(runs.grid.row(5)).toBeVisible();
  return runs;
}

async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(pictures, `${name}.png`), animations: 'disabled' });
}
