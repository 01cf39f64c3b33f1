import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { writeSyntheticIndex } from '#testing/synthetic-index.ts';
import { RunsPage } from '../pages/runs-page.ts';
import { expect, test } from '../support/app-test.ts';

const MILLION = 1_000_000;

test('a million rows: the first at once, the last one reached, every one in its place', async ({
  page,
  serve,
  folder,
}) => {
  test.slow();
  // Not called index.sqlite: that would be brought up to date with a folder that has no bundles.
  const index = join(folder, 'million.sqlite');
  writeSyntheticIndex(index, MILLION);
  const { url } = await serve({ folder: index });
  await page.goto(url);
  const { grid } = new RunsPage(page);
  await grid.expectCount(MILLION);
  await expect(grid.row(0)).toBeVisible();

  await test.step('sorted, the best is first', async () => {
    await grid.sortBy('Sharpe');
    await expect(grid.head('Sharpe')).toHaveAttribute('aria-sort', 'descending');
    await expect(grid.cell(0, 'sharpe_ratio')).toHaveText('1.997');
  });

  await test.step('End leads to the very last row', async () => {
    await grid.cell(0, 'algorithm_id').click();
    await page.keyboard.press('ControlOrMeta+End');
    const last = grid.row(MILLION - 1);
    await expect(grid.cell(MILLION - 1, 'algorithm_id')).toBeInViewport({ ratio: 1 });
    await expect(grid.cell(MILLION - 1, 'sharpe_ratio')).toHaveText('−2.000');
    await expect(last).toHaveAttribute('aria-rowindex', String(MILLION + 1));
  });

  await test.step('the scroll bar reaches both ends and the middle', async () => {
    await scrollTo(page, 0.5);
    await expect
      .poll(async () => Math.abs((await firstRow(page)) - MILLION / 2))
      .toBeLessThan(2000);
    await scrollTo(page, 0);
    await expect(grid.row(0)).toBeInViewport();
    await scrollTo(page, 1);
    await expect(grid.row(MILLION - 1)).toBeInViewport();
  });

  await test.step('a row more is a row more, even in the middle', async () => {
    await scrollTo(page, 0.5);
    await expect
      .poll(async () => Math.abs((await firstRow(page)) - MILLION / 2))
      .toBeLessThan(2000);
    const before = await firstRow(page);
    await grid.row(before + 3).click();
    await page.keyboard.press('ArrowDown');
    await expect(grid.row(before + 4)).toHaveClass(/dt-focused/);
  });

  for (const [name, height] of [
    ['compact', 24],
    ['roomy', 36],
  ] as const) {
    await test.step(`with ${name} rows both ends are reached, and each step is a row`, async () => {
      await page.keyboard.press('ControlOrMeta+k');
      await page.getByRole('combobox', { name: 'Search commands' }).fill(`${name} rows`);
      await page.keyboard.press('Enter');
      await grid.grid.focus();
      await page.keyboard.press('ControlOrMeta+End');
      await expect(grid.row(MILLION - 1)).toBeInViewport({ ratio: 1 });
      await expect(grid.row(MILLION - 1)).toHaveCSS('height', `${height}px`);
      await page.keyboard.press('ArrowUp');
      await expect(grid.row(MILLION - 2)).toHaveClass(/dt-focused/);
      await page.keyboard.press('ControlOrMeta+Home');
      await expect(grid.row(0)).toBeInViewport({ ratio: 1 });
      await scrollTo(page, 0.5);
      await expect
        .poll(async () => Math.abs((await firstRow(page)) - MILLION / 2))
        .toBeLessThan(2000);
    });
  }

  await test.step('the page stays small', async () => {
    expect(await grid.grid.getByRole('row').count()).toBeLessThan(200);
  });
});

async function scrollTo(page: Page, share: number): Promise<void> {
  await page.getByRole('grid').evaluate((element, part) => {
    element.scrollTop = part * (element.scrollHeight - element.clientHeight);
  }, share);
}

function firstRow(page: Page): Promise<number> {
  return page
    .getByRole('grid')
    .evaluate((grid) =>
      Math.min(
        ...[...grid.querySelectorAll('[data-row]')].map((row) =>
          Number(row.getAttribute('data-row')),
        ),
      ),
    );
}
