import { RunsPage } from '../pages/runs-page.ts';
import { expect, test } from '../support/app-test.ts';
import { demoCount } from '../support/temp-folder.ts';

// Wide enough that every column shown is drawn: those out of sight are not in the page.
test.use({ viewport: { width: 2600, height: 1000 } });

test.beforeEach(async ({ page, serve }) => {
  const { url } = await serve({ isDemo: true });
  await page.goto(url);
  await new RunsPage(page).grid.expectCount(demoCount);
});

test('a click on Sharpe puts the best first, the next the worst, and rows without it last', async ({
  page,
}) => {
  const { grid, order } = new RunsPage(page);
  await grid.sortBy('Sharpe');
  await expect(grid.head('Sharpe')).toHaveAttribute('aria-sort', 'descending');
  await expect(order).toHaveText('Sorted by Sharpe ↓');
  const best = numbers(await grid.texts('sharpe_ratio'));
  expect(best.length).toBeGreaterThan(5);
  expect(best).toEqual(best.toSorted((a, b) => b - a));

  await grid.sortBy('Sharpe');
  await expect(grid.head('Sharpe')).toHaveAttribute('aria-sort', 'ascending');
  await expect
    .poll(async () => numbers(await grid.texts('sharpe_ratio'))[0])
    .toBeLessThan(best[0] ?? 0);
  const worst = numbers(await grid.texts('sharpe_ratio'));
  expect(worst).toEqual(worst.toSorted((a, b) => a - b));
});

test('Shift adds keys: by tag, then by Sharpe within each', async ({ page }) => {
  const { grid, order } = new RunsPage(page);
  await grid.sortBy('Tag');
  await grid.thenSortBy('Sharpe');
  await expect(order).toHaveText(/Sorted by Tag [↑↓], then Sharpe ↓/);

  const tags = await grid.texts('tag');
  const sharpes = await grid.texts('sharpe_ratio');
  const groups = Map.groupBy(tags.keys(), (index) => tags[index]);
  expect(groups.size).toBeGreaterThan(1);
  for (const places of groups.values()) {
    const within = numbers(places.map((index) => sharpes[index] ?? ''));
    expect(within).toEqual(within.toSorted((a, b) => b - a));
  }
});

test('a typed filter narrows, becomes a chip, and the chip is switched off and on', async ({
  page,
}) => {
  const runs = new RunsPage(page);
  await runs.addFilter('tag like "sweep_%" and sharpe > 0');
  await expect(runs.chips).toHaveCount(2);
  await expect.poll(() => runs.grid.count()).toBeLessThan(demoCount);
  const both = await runs.grid.count();
  for (const sharpe of numbers(await runs.grid.texts('sharpe_ratio'))) {
    expect(sharpe).toBeGreaterThan(0);
  }

  const chip = runs.chips.filter({ hasText: '' }).nth(1);
  await chip.click();
  await expect(chip).toHaveAttribute('aria-checked', 'false');
  await expect.poll(() => runs.grid.count()).toBeGreaterThan(both);
  await chip.click();
  await runs.grid.expectCount(both);
});

test('a filter that cannot be read shows the character', async ({ page }) => {
  const runs = new RunsPage(page);
  await runs.addFilter('sharpe > > 1');

  await expect(runs.filterError).toBeVisible();
  await expect(runs.filterError.locator('mark')).toHaveText('>');
  await expect(runs.filter).toHaveAttribute('aria-invalid', 'true');
  expect(await caretOf(runs)).toBe('sharpe > '.length);
  await runs.grid.expectCount(demoCount);

  await runs.addFilter('sharp > 1');
  await expect(runs.filterError).toContainText('sharpe');
});

test('a parameter is a column, and can be filtered', async ({ page }) => {
  const runs = new RunsPage(page);
  const menu = await runs.openColumns();
  await menu.getByRole('button', { name: 'Parameters', exact: true }).click();
  await page.keyboard.press('Escape');
  await expect(runs.grid.head('ema_fast')).toBeAttached();

  await runs.addFilter('ema_fast between 5 and 12');
  await expect.poll(() => runs.grid.count()).toBeLessThan(demoCount);
  for (const fast of numbers(await runs.grid.texts('params.ema_fast'))) {
    expect(fast).toBeGreaterThanOrEqual(5);
    expect(fast).toBeLessThanOrEqual(12);
  }
});

test('presets show sets of columns, and a hidden column comes back by name', async ({ page }) => {
  const runs = new RunsPage(page);
  let menu = await runs.openColumns();
  await menu.getByRole('button', { name: 'Risk', exact: true }).click();
  await page.keyboard.press('Escape');
  await expect(runs.grid.head('Volatility p.a.')).toBeAttached();
  await expect(runs.grid.head('Win rate')).not.toBeAttached();

  menu = await runs.openColumns();
  await menu.getByRole('searchbox', { name: 'Search columns' }).fill('win rate');
  await menu.getByRole('checkbox', { name: 'Win rate', exact: true }).check();
  await page.keyboard.press('Escape');
  await expect(runs.grid.head('Win rate')).toBeAttached();
});

test('the quick search finds names, tags and symbols as they are typed', async ({ page }) => {
  const runs = new RunsPage(page);
  await runs.quickSearch.pressSequentially('event');

  await expect.poll(() => runs.grid.count()).toBeLessThan(demoCount);
  expect(await runs.grid.count()).toBeGreaterThan(0);
  await runs.quickSearch.press('Escape');
  await runs.grid.expectCount(demoCount);
});

test('the sweep navigation narrows to a folder and says how many and how good', async ({
  page,
}) => {
  const runs = new RunsPage(page);
  const node = runs.node('sweep_b').first();
  const counted = async () =>
    Number(/rows\s*([\d,]+)$/.exec((await node.textContent()) ?? '')?.[1]);
  await expect(node).toBeVisible();

  await node.click();
  await expect(runs.chips).toHaveCount(1);
  // The tree follows the rows, a little behind.
  await expect.poll(async () => (await counted()) === (await runs.grid.count())).toBe(true);
  expect(await counted()).toBeGreaterThan(0);
  expect(await counted()).toBeLessThan(demoCount);
  await node.click();
  await runs.grid.expectCount(demoCount);
});

test('rows are runs at a click: one for every window', async ({ page }) => {
  const runs = new RunsPage(page);
  await runs.button('Runs').click();

  await expect.poll(() => runs.grid.count()).toBeGreaterThan(demoCount);
  await expect(runs.counts).toContainText('runs');
  await expect(runs.grid.head('Window')).toBeVisible();
  await expect(runs.grid.cell(0, 'window')).not.toBeEmpty();
});

test('what was changed is undone and done again', async ({ page }) => {
  const runs = new RunsPage(page);
  await runs.addFilter('sharpe > 0');
  await expect.poll(() => runs.grid.count()).toBeLessThan(demoCount);
  const some = await runs.grid.count();

  await runs.button('Undo').click();
  await runs.grid.expectCount(demoCount);
  await runs.button('Redo').click();
  await runs.grid.expectCount(some);
});

async function caretOf(runs: RunsPage): Promise<number | null> {
  return runs.filter.evaluate((field) => (field as HTMLInputElement).selectionStart);
}

/** Cells that hold a number, as numbers; signs may be typographic. */
function numbers(texts: readonly string[]): number[] {
  return texts
    .map((text) => text.replace('−', '-').replaceAll(/[,\s%]/g, ''))
    .filter((text) => /^[-+]?[\d.]+$/.test(text))
    .map(Number);
}
