import type { Page } from '@playwright/test';
import { RunsPage } from '../pages/runs-page.ts';
import { SweepPage } from '../pages/sweep-page.ts';
import { expect, test } from '../support/app-test.ts';
import { fetchDownload } from '../support/downloads.ts';
import { expectAccessible } from '../support/expect-accessible.ts';
import { keptState } from '../support/kept-state.ts';
import { demoCount } from '../support/temp-folder.ts';

test('the best plateau of the demo sweep is found, and leads to its backtest in the table', async ({
  page,
  serve,
}) => {
  const { runs, sweep } = await openDemo(page, serve);

  await test.step('the filter of the table holds here, and what was varied is named', async () => {
    await runs.addFilter('tag = "sweep_b"');
    await expect(runs.chips).toHaveCount(1);
    await sweep.open();
    await expect(runs.chip('tag = "sweep_b"')).toBeVisible();
    await expect(sweep.counts).toHaveText(`18 of ${demoCount} backtests`);
    await expect(sweep.screen.locator('.swept-varied')).toContainText('ema_slow 3 values');
    await expect(sweep.screen.locator('.swept-varied')).toContainText('rsi_period 14');
  });

  await test.step('held at one time frame, the surroundings of 5 × 20 are the best', async () => {
    await sweep.choose('time_frame', '1d (9)');
    const best = sweep.plateaus.locator('tbody tr').first();
    await expect(best).toContainText('5 × 20');
    await expect(best).toContainText('1.137');
    await best.getByRole('button', { name: /^Select/ }).click();
    await expect(sweep.counts).toContainText('1 selected');
  });

  await test.step('the table has it selected', async () => {
    await page.getByRole('button', { name: 'Show in Runs' }).click();
    await runs.grid.expectCount(18);
    await expect(runs.counts).toContainText('1 selected');
    await runs.grid.sortBy('Sharpe');
    await expect(runs.grid.row(0)).toHaveAttribute('aria-selected', 'true');
    await expect(runs.grid.cell(0, 'sharpe_ratio')).toHaveText('1.451');
  });

  await test.step('and here everything is as it was left', async () => {
    await sweep.open();
    await expect(sweep.heat.getByLabel('time_frame', { exact: true })).toHaveValue(
      'params.time_frame = "1d"',
    );
    await expect(sweep.counts).toContainText('1 selected');
    await expect(sweep.plateaus.locator('tr.swept-selected')).toContainText('5 × 20');
  });
});

test('the keyboard walks the heat map, selects its cells and filters to them', async ({
  page,
  serve,
}) => {
  const { runs, sweep } = await openDemo(page, serve);
  await runs.addFilter('tag = "sweep_b"');
  await sweep.open();
  await expect(sweep.plateaus.locator('tbody tr').first()).toBeVisible();
  await page.keyboard.press('Tab');
  await sweep.cells.focus();
  await expect(sweep.readout).toContainText('ema_fast');
  await page.keyboard.press('Home');
  await expect(sweep.readout).toContainText('ema_fast 5');
  await page.keyboard.press('ArrowRight');
  await expect(sweep.readout).toContainText('ema_fast 8');
  await page.keyboard.press('Enter');
  await expect(sweep.counts).toContainText('2 selected');
  await page.keyboard.press('ArrowRight');
  await expect(sweep.readout).toContainText('ema_fast 12');
  await page.keyboard.press('Space');
  await expect(sweep.counts).toContainText('4 selected');
  await page.keyboard.press('f');
  await expect(runs.chip('params.ema_fast = 12')).toBeVisible();
  await expect(sweep.counts).toHaveText(`2 of ${demoCount} backtests · 4 selected`);
});

test('lasso, brushes and groups select the same rows as the table shows', async ({
  page,
  serve,
}) => {
  const { runs, sweep } = await openDemo(page, serve);
  await runs.addFilter('tag = "sweep_b"');
  await sweep.open();
  await expect(sweep.scatter.getByRole('img')).toHaveAccessibleName(/a dot for each of 18 rows/);

  await test.step('a line around all dots selects them all', async () => {
    const corners = [
      [0.01, 0.01],
      [0.95, 0.01],
      [0.95, 0.9],
      [0.01, 0.9],
    ] as const;
    await sweep.draw(sweep.scatter, corners);
    await expect(sweep.counts).toContainText('18 selected');
  });

  await test.step('numbers can be typed instead', async () => {
    await sweep.scatter.getByRole('button', { name: 'Select by numbers' }).click();
    const form = page.getByRole('dialog', { name: 'Select by numbers' });
    await form.getByLabel('Sharpe, from').fill('1.2');
    await form.getByLabel('Sharpe, from').press('Enter');
    await expect(sweep.counts).toContainText('3 selected');
  });

  await test.step('a brush along an axis selects what passes through it', async () => {
    const axis = 56 / (await sweep.lines.locator('.swept-picture').boundingBox())!.width;
    await sweep.draw(sweep.lines, [
      [axis, 0.4],
      [axis, 0.85],
    ]);
    await expect(sweep.lines.getByRole('list', { name: 'Picked ranges' })).toContainText(
      'ema_fast',
    );
    await expect(sweep.counts).toContainText('6 selected');
    await sweep.lines.getByRole('button', { name: 'Filter to these' }).click();
    await expect(sweep.counts).toHaveText(`6 of ${demoCount} backtests · 6 selected`);
    await runs.chips.last().click();
  });

  await test.step('groups follow the filter, and filter by themselves', async () => {
    await sweep.groups.getByLabel('By', { exact: true }).selectOption('Tag');
    await expect(sweep.groups.locator('tbody tr')).toHaveCount(1);
    await page.getByRole('button', { name: 'Remove all' }).click();
    await expect(sweep.groups.getByRole('button', { name: 'Filter to Tag sweep_a' })).toBeVisible();
    await sweep.groups.getByRole('button', { name: 'Filter to Tag sweep_a' }).click();
    await expect(sweep.counts).toContainText(`24 of ${demoCount} backtests`);
  });
});

test('what the screen is set to is moved by keyboard, undone, and there after a restart', async ({
  page,
  serve,
}) => {
  const server = await serve({ isDemo: true });
  await page.goto(server.url);
  const runs = new RunsPage(page);
  const sweep = new SweepPage(page);
  await runs.grid.expectCount(demoCount);
  await runs.addFilter('tag = "sweep_b"');
  await sweep.open();
  const picked = sweep.lines.getByRole('list', { name: 'Picked ranges' });

  await test.step('an edge goes up from value to value, and the rows follow', async () => {
    const from = sweep.lines.getByRole('slider', { name: 'ema_fast, from' });
    await from.focus();
    await page.keyboard.press('ArrowUp');
    await expect(from).toHaveAttribute('aria-valuetext', '8');
    await expect(picked).toContainText('ema_fast 8 – 12');
    await expect(sweep.counts).toContainText('12 selected');
    await page.keyboard.press('ArrowRight');
    await expect(sweep.lines.getByRole('slider', { name: 'ema_fast, to' })).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await expect(sweep.counts).toContainText('6 selected');
  });

  await test.step('dots are coloured by words', async () => {
    await sweep.scatter.getByLabel('Colour', { exact: true }).selectOption('time_frame');
    await expect(sweep.scatter.getByRole('img')).toHaveAccessibleName(/coloured by time_frame/);
  });

  await test.step('undo takes back settings and filter alike, the last one first', async () => {
    const colour = sweep.scatter.getByLabel('Colour', { exact: true });
    await runs.addFilter('sharpe > 1');
    await expect(runs.chips).toHaveCount(2);
    await sweep.screen.getByRole('button', { name: 'Undo' }).click();
    await expect(runs.chips).toHaveCount(1);
    await sweep.screen.getByRole('button', { name: 'Undo' }).click();
    await expect(colour).not.toHaveValue('params.time_frame');
    await sweep.screen.getByRole('button', { name: 'Redo' }).click();
    await expect(colour).toHaveValue('params.time_frame');
    await expect(sweep.counts).toContainText('6 selected');
  });

  await expectAccessible(page);
  await sweep.leaveToRuns();
  await expect(runs.counts).toContainText('6 selected');
  // What changes is kept a moment after, each part by itself.
  await expect
    .poll(() => keptState(page, 'sweep', 'view'))
    .toMatchObject({
      brushes: { 'params.ema_fast': { kind: 'ranges', ranges: [[8, 8]] } },
      scatter: { colour: 'params.time_frame' },
    });
  await expect
    .poll(() => keptState(page, 'runs', 'place'))
    .toMatchObject({
      backtests: {
        selection: { kind: 'rows', nos: Array.from({ length: 6 }, () => expect.any(Number)) },
      },
    });
  await page.goto('about:blank');
  await server.stop();
  const again = await serve({ isDemo: true });
  await page.goto(again.url);
  await runs.grid.expectCount(18);
  await sweep.open();
  await expect(picked).toContainText('ema_fast 8 – 8');
  await expect(sweep.counts).toContainText('6 selected');
  await expect(sweep.scatter.getByLabel('Colour', { exact: true })).toHaveValue(
    'params.time_frame',
  );
});

test('every chart is there as a table, and can be saved', async ({ page, serve }) => {
  const { runs, sweep } = await openDemo(page, serve);
  await runs.addFilter('tag = "sweep_b"');
  await sweep.open();
  await expect(sweep.plateaus.locator('tbody tr').first()).toBeVisible();
  const charts = [
    { chart: sweep.heat, rows: 9 },
    { chart: sweep.scatter, rows: 18 },
    { chart: sweep.lines, rows: 18 },
    { chart: sweep.groups, rows: 3 },
  ];
  for (const { chart, rows } of charts) {
    const saved = chart.getByRole('button', { name: /^Save or copy/ });
    await saved.click();
    const png = await fetchDownload(page, page.getByRole('menuitem', { name: 'Save as PNG' }));
    expect(png.bytes.subarray(1, 4).toString()).toBe('PNG');
    await saved.click();
    const svg = await fetchDownload(page, page.getByRole('menuitem', { name: 'Save as SVG' }));
    expect(svg.bytes.toString()).toMatch(
      /^<svg [\s\S]*ema_(slow|fast)[\s\S]*<\/svg>$|^<svg [\s\S]*Trades[\s\S]*<\/svg>$/,
    );

    await chart.getByRole('button', { name: /^As table/ }).click();
    await expect(chart.locator('.chart-table tbody tr')).toHaveCount(rows);
    await chart.getByRole('button', { name: /^As table/ }).click();
  }
});

async function openDemo(
  page: Page,
  serve: (start: { isDemo: boolean }) => Promise<{ url: string }>,
) {
  const { url } = await serve({ isDemo: true });
  await page.goto(url);
  const runs = new RunsPage(page);
  await runs.grid.expectCount(demoCount);
  return { runs, sweep: new SweepPage(page) };
}
