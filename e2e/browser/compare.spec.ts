import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { ComparePage } from '../pages/compare-page.ts';
import { FolderDialog } from '../pages/folder-dialog.ts';
import type { RunsPage } from '../pages/runs-page.ts';
import { expect, test } from '../support/app-test.ts';
import { expectAccessible } from '../support/expect-accessible.ts';
import { inkOf } from '../support/ink-of.ts';
import { copyBundles, demoFolder } from '../support/temp-folder.ts';

test('picked runs are compared on one page, across archives, and stay picked over a restart', async ({
  page,
  demoRuns: runs,
  folder,
}) => {
  const compare = new ComparePage(page);
  await runs.addFilter('tag = "sweep_b"');
  await expect(runs.counts).toContainText('18 of');
  await runs.grid.sortBy('Sharpe');
  await selectFirst(runs, 3);

  await page.getByRole('button', { name: 'Compare', exact: true }).click();

  await expect(compare.runs).toHaveCount(3);
  await expect(compare.runs.first()).toContainText('ema_');
  await expect.poll(() => inkOf(compare.chart)).toBeGreaterThan(1000);
  await expect(compare.figure('Sharpe')).toHaveCount(3);
  await expect(compare.figure('Sharpe').nth(1)).toContainText('worse');
  await expect(compare.months.getByRole('row').nth(5)).toBeVisible();
  await expect(compare.correlation.getByRole('cell').first()).toHaveText('1.00');

  await test.step('what all share is shown only when asked for', async () => {
    await expect(compare.figure('Initial balance account currency')).toHaveCount(0);
    await page.getByRole('checkbox', { name: 'Only what differs' }).uncheck();
    await expect(compare.figure('Initial balance account currency')).toHaveCount(3);
  });

  await test.step('another baseline turns the differences round', async () => {
    await compare.button(/^Measure against run 3,/).click();
    await expect(compare.figure('Sharpe').nth(1)).toContainText('better');
  });

  await test.step('the cursor, the run it tells of and the zoom by keys', async () => {
    await compare.chart.focus();
    await page.keyboard.press('Home');
    await expect(compare.chart).toHaveAttribute('aria-valuenow', '0');
    await expect(compare.readout).toContainText(/UTC\. Run 3, .*, the baseline\.$/);
    await page.keyboard.press('ArrowRight');
    await expect(compare.chart).toHaveAttribute('aria-valuenow', '1');
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowDown');
    await expect(compare.readout).toContainText(/Run 1, .*\(place \d of 3\).*against run 3\.$/);
    await page.keyboard.press('+');
    await expect(compare.button('Show all times')).toBeVisible();
    await page.keyboard.press('0');
    await expect(compare.button('Show all times')).toBeHidden();
  });

  await test.step('a curve alone, and all again, by keys in the legend', async () => {
    await compare.button(/^Run 1 /).focus();
    await page.keyboard.press('Enter');
    await expect(page.getByText('2 curves hidden')).toBeVisible();
    await page.keyboard.press('ArrowDown');
    await expect(compare.button(/^Run 2 /)).toBeFocused();
    await page.keyboard.press('ArrowRight');
    await expect(compare.button(/^Measure against run 2,/)).toBeFocused();
    await compare.button('Show all').click();
    await expect(page.getByText('curves hidden')).toBeHidden();
  });

  await test.step('rebased curves start at 100, in the table behind the chart too', async () => {
    await page.getByRole('combobox', { name: 'Scale' }).selectOption('Rebased to 100');
    await page.getByRole('checkbox', { name: 'Log' }).check();
    await compare.button('As table: Equity and drawdown').click();
    const table = page.getByRole('region', { name: /^Equity \(start is 100\)/ });
    await expect(table.getByRole('row').nth(1).getByRole('cell').first()).toHaveText('100.00');
    await compare.button('As table: Equity and drawdown').click();
  });

  await test.step('the chart is saved as shapes', async () => {
    await compare.button('Save or copy Equity and drawdown').click();
    const saved = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: 'Save as SVG' }).click();
    const svg = (await buffer(await (await saved).createReadStream())).toString();
    expect(svg.match(/<path d="M[^"]*L[^"]*" fill="none"/g)).toHaveLength(6);
  });

  await test.step('so are the tables', async () => {
    for (const title of ['Parameters and metrics', 'Monthly returns', 'Correlation of returns']) {
      await compare.button(`Save or copy ${title}`).click();
      const table = page.waitForEvent('download');
      await page.getByRole('menuitem', { name: 'Save as SVG' }).click();
      const drawn = (await buffer(await (await table).createReadStream())).toString();
      expect(drawn).toContain('>3 ema_');
    }
  });

  await test.step('runs of another archive join them', async () => {
    copyBundles(join(demoFolder, 'costs'), join(folder, 'other'));
    await page.keyboard.press('ControlOrMeta+o');
    const dialog = new FolderDialog(page, 'Open a folder');
    await dialog.goTo(join(folder, 'other'));
    await dialog.accept('Open');
    await expect(runs.counts).toContainText('backtests');
    await selectFirst(runs, 1);
    await page.keyboard.press('Shift+C');
    await expect(compare.runs.nth(3)).toContainText('other');
    await expect(compare.figure('Sharpe').nth(3)).toBeVisible();
  });

  await expectAccessible(page);
  await test.step('a run is taken out by keyboard', async () => {
    const before = await compare.runs.count();
    await compare.button(/^Run 2 /).focus();
    await page.keyboard.press('Delete');
    await expect(compare.runs).toHaveCount(before - 1);
  });

  await page.reload();
  await expect(compare.runs.first()).toContainText('ema_');
  await expect(page.getByRole('combobox', { name: 'Scale' })).toHaveValue('rebased');
});

test('beyond fifty runs quantiles are drawn, and the way past them is offered', async ({
  page,
  demoRuns: runs,
}) => {
  const compare = new ComparePage(page);
  await runs.grid.cell(0, 'algorithm_id').click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('Shift+C');

  await expect(page.getByText(/median \(thick\), 25 to 75 %/)).toBeVisible();
  await expect(page.getByText(/The tables below show runs 1 to 50 of/)).toBeVisible();
  await compare.button('Next 50').click();
  await expect(page.getByText(/The tables below show runs 51 to/)).toBeVisible();

  await compare.button('Keep the 50 best by Sharpe').click();
  await expect(compare.runs).toHaveCount(50);
  await expect(page.getByText(/median \(thick\)/)).toBeHidden();
  await expect.poll(() => inkOf(compare.chart)).toBeGreaterThan(1000);
});

async function selectFirst(runs: RunsPage, count: number): Promise<void> {
  await runs.grid.cell(0, 'algorithm_id').click();
  if (count > 1) await runs.grid.cell(count - 1, 'algorithm_id').click({ modifiers: ['Shift'] });
  await expect(runs.counts).toContainText(`${count} selected`);
}
