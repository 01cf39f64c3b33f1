import { ComparePage } from '../pages/compare-page.ts';
import { RunPage } from '../pages/run-page.ts';
import { RunsPage } from '../pages/runs-page.ts';
import { SweepPage } from '../pages/sweep-page.ts';
import { expect, test } from '../support/app-test.ts';
import { fetchDownload } from '../support/downloads.ts';
import { demoCount } from '../support/temp-folder.ts';

test('from the best plateau to the report that is sent', async ({ page, serve }) => {
  const { url } = await serve({ isDemo: true });
  await page.goto(url);
  const runs = new RunsPage(page);
  const sweep = new SweepPage(page);
  await runs.grid.expectCount(demoCount);

  await test.step('the plateaus of a sweep are ranked, and the best three taken', async () => {
    await runs.addFilter('tag = "sweep_b"');
    await expect(runs.counts).toContainText('18 of');
    await sweep.open();
    await sweep.choose('time_frame', '1d (9)');
    const plateaus = sweep.plateaus.getByRole('button', { name: /^Select/ });
    await expect(plateaus.first()).toHaveText('5 × 20');
    await plateaus.first().click();
    await expect(sweep.counts).toContainText('1 selected');
    await plateaus.nth(1).click({ modifiers: ['ControlOrMeta'] });
    await expect(sweep.counts).toContainText('2 selected');
    await plateaus.nth(2).click({ modifiers: ['ControlOrMeta'] });
    await expect(sweep.counts).toContainText('3 selected');
  });

  await test.step('they are the selected rows of the table, the best first', async () => {
    await page.getByRole('button', { name: 'Show in Runs' }).click();
    await runs.grid.expectCount(18);
    await expect(runs.counts).toContainText('3 selected');
    await runs.grid.sortBy('Sharpe');
    await expect(runs.grid.row(0)).toHaveAttribute('aria-selected', 'true');
    await expect(runs.grid.cell(0, 'sharpe_ratio')).toHaveText('1.451');
  });

  const [best = ''] = await runs.grid.texts('algorithm_id');

  await test.step('they are compared', async () => {
    const compare = new ComparePage(page);
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    await expect(compare.runs).toHaveCount(3);
    await expect(compare.figure('Sharpe')).toHaveCount(3);
    await expect(compare.figure('Sharpe').filter({ hasText: '1.451' })).toHaveCount(1);
    await expect(compare.correlation.getByRole('cell').first()).toHaveText('1.00');
  });

  await test.step('the best one is looked at and starred', async () => {
    await sweep.leaveToRuns();
    await runs.grid.cell(0, 'algorithm_id').dblclick();
    const run = new RunPage(page);
    await expect(run.title).toHaveText(best);
    await expect(run.figures).toContainText('1.451');
    await expect(run.place).toHaveText('1 of 18 backtests');
    const star = page.getByRole('main').getByRole('button', { name: 'Star', exact: true });
    await expect(star).toBeVisible();
    await page.keyboard.press('s');
    await expect(star).toBeHidden();
  });

  await test.step('its report is a page with its figures', async () => {
    const report = await fetchDownload(page, new RunPage(page).button('Report'));
    expect(report.name).toMatch(/\.html$/);
    const html = report.bytes.toString();
    expect(html).toContain(best);
    expect(html).toContain('1.451');
  });

  await test.step('and the table knows it by its star', async () => {
    await page.keyboard.press('Alt+ArrowUp');
    await expect(runs.grid.cell(0, 'starred')).toHaveText('★');
    await runs.node('Starred').click();
    await runs.grid.expectCount(1);
    await expect(runs.grid.cell(0, 'algorithm_id')).toHaveText(best);
  });
});
