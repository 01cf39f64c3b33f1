import type { Page, Response } from '@playwright/test';
import { RunsPage } from '../pages/runs-page.ts';
import { expect, test } from '../support/app-test.ts';
import { keptState } from '../support/kept-state.ts';
import { demoCount } from '../support/temp-folder.ts';

test.use({ viewport: { width: 1600, height: 700 } });

test('closed and opened again, everything is as it was', async ({ page, serve }) => {
  const first = await serve({ isDemo: true });
  await page.goto(first.url);
  const runs = new RunsPage(page);
  await runs.grid.expectCount(demoCount);

  await runs.addFilter('trades > 3');
  await runs.addFilter('tag like "sweep_%"');
  await runs.chip('trades > 3').click();
  await runs.quickSearch.fill('sweep');
  await runs.grid.sortBy('Sharpe');
  await runs.grid.thenSortBy('Trades');
  const menu = await runs.openColumns();
  await menu.getByRole('checkbox', { name: 'Handle' }).check();
  await page.keyboard.press('Escape');
  await runs.group('Tags').click();
  await runs.grid.cell(1, 'algorithm_id').click();
  await runs.grid.cell(3, 'algorithm_id').click({ modifiers: ['ControlOrMeta'] });
  await page.keyboard.press('PageDown');
  await page.keyboard.press('PageDown');
  await page.getByRole('button', { name: 'Theme' }).click();
  const isKept = page.waitForResponse((response) => keepsState(response, 'theme'));
  await page.getByRole('menuitemradio', { name: 'Dark' }).click();
  const before = await lookOf(runs);
  expect(before.selected).toBe(2);
  expect(before.firstRow).toBeGreaterThan(0);

  // What changes is kept a moment after, each part by itself.
  await isKept;
  await expect
    .poll(() => keptPlace(page))
    .toEqual({ selected: 2, isScrolled: true, preview: before.preview });
  await page.goto('about:blank');
  await first.stop();
  const second = await serve();
  await page.goto(second.url);

  await expect.poll(() => lookOf(runs)).toEqual(before);
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

function keepsState(response: Response, key: string): boolean {
  const request = response.request();
  return request.url().endsWith('/api/writeState') && request.postDataJSON()?.key === key;
}

/** Where the table stands, as the engine has it by now. */
async function keptPlace(page: Page) {
  const kept = (await keptState(page, 'runs', 'place')) as KeptPlace | null;
  if (kept === null) return null;
  const { top, preview, selection } = kept.backtests;
  return {
    selected: selection.nos.length,
    isScrolled: top > 0,
    preview: preview?.handle.split('/').at(-1) ?? null,
  };
}

interface KeptPlace {
  backtests: { top: number; preview: { handle: string } | null; selection: { nos: number[] } };
}

/** What a user would say the window looks like. */
async function lookOf(runs: RunsPage) {
  const { grid } = runs;
  return {
    rows: await grid.count(),
    chips: await runs.chips.evaluateAll((chips) =>
      chips.map(
        (chip) => `${chip.getAttribute('aria-label')}: ${chip.getAttribute('aria-checked')}`,
      ),
    ),
    quick: await runs.quickSearch.inputValue(),
    order: await runs.order.textContent(),
    columns: await grid.grid
      .getByRole('columnheader')
      .evaluateAll((heads) => heads.map((head) => head.getAttribute('aria-label'))),
    tags: await runs.group('Tags').getAttribute('aria-expanded'),
    selected: Number(/([\d,]+) selected/.exec((await runs.counts.textContent()) ?? '')?.[1] ?? 0),
    preview: await runs.preview.getByRole('heading', { level: 2 }).textContent(),
    firstRow: await grid.rows.evaluateAll((rows) =>
      Math.min(
        ...rows
          .filter((row) => row.getBoundingClientRect().top > 100)
          .map((row) => Number(row.getAttribute('data-row'))),
      ),
    ),
  };
}
