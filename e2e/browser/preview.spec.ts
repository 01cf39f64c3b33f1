import type { Locator } from '@playwright/test';
import { RunsPage } from '../pages/runs-page.ts';
import { expect, test } from '../support/app-test.ts';
import { demoCount } from '../support/temp-folder.ts';

test.beforeEach(async ({ page, serve }) => {
  const { url } = await serve({ isDemo: true });
  await page.goto(url);
  const runs = new RunsPage(page);
  await runs.grid.expectCount(demoCount);
  await runs.grid.sortBy('Sharpe');
  await expect(runs.grid.head('Sharpe')).toHaveAttribute('aria-sort', 'descending');
});

test('the focused row shows its figures, parameters and curves', async ({ page }) => {
  const { grid, preview } = new RunsPage(page);
  await grid.cell(0, 'algorithm_id').click();
  const [name = ''] = await grid.texts('algorithm_id');
  const [sharpe = ''] = await grid.texts('sharpe_ratio');

  await expect(preview.getByRole('heading', { level: 2 })).toHaveText(name);
  await expect(preview.locator('dl[aria-label="Headline figures"]')).toContainText(sharpe);
  await expect(preview.getByRole('region', { name: 'Parameters' })).toContainText('ema_fast');
  const chart = preview.getByRole('img', { name: /^Equity of/ });
  await expect(chart).toHaveAccessibleName(/deepest drawdown/);
  await expect.poll(() => inkOf(chart)).toBeGreaterThan(100);
});

test('the curve is there as a table too', async ({ page }) => {
  const { grid, preview } = new RunsPage(page);
  await grid.cell(0, 'algorithm_id').click();
  await preview.getByText('As a table').click();

  const table = preview.getByRole('table').filter({ hasText: 'Drawdown' });
  await expect(table.getByRole('row').nth(20)).toBeVisible();
});

test('arrows walk through the rows, and the preview follows', async ({ page }) => {
  const { grid, preview } = new RunsPage(page);
  await grid.cell(0, 'algorithm_id').click();
  const names = await grid.texts('algorithm_id');
  const heading = preview.getByRole('heading', { level: 2 });
  await expect(heading).toHaveText(names[0] ?? '');

  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(heading).toHaveText(names[2] ?? '');
});

test('another window of a walk-forward backtest shows its own curve', async ({ page }) => {
  const runs = new RunsPage(page);
  await runs.addFilter('runs > 1');
  await runs.grid.cell(0, 'algorithm_id').click();
  const windows = runs.preview.getByRole('region', { name: 'Runs of this backtest' });
  const second = windows.getByRole('button').nth(1);
  const chart = runs.preview.getByRole('img', { name: /^Equity of/ });
  await expect(chart).toBeVisible();
  const before = await chart.getAttribute('aria-label');

  await second.click();
  await expect(second).toHaveAttribute('aria-pressed', 'true');
  await expect(chart).not.toHaveAccessibleName(before ?? '');
});

/** Pixels of the chart's canvases that something is drawn on. */
function inkOf(chart: Locator): Promise<number> {
  return chart.evaluate((element) =>
    [...element.querySelectorAll('canvas')].reduce((sum, canvas) => {
      const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? {
        data: [],
      };
      return sum + data.filter((value, index) => index % 4 === 3 && value > 0).length;
    }, 0),
  );
}
