import type { Page } from '@playwright/test';
import { FolderDialog } from '../pages/folder-dialog.ts';
import { JobsBar } from '../pages/jobs-bar.ts';
import { RunsPage } from '../pages/runs-page.ts';
import { expect, test } from '../support/app-test.ts';
import { sweepCount } from '../support/temp-folder.ts';

test('from the start to an export without a mouse', async ({ page, serve, sweep }) => {
  const { url } = await serve();
  await page.goto(url);
  const runs = new RunsPage(page);
  const { keyboard } = page;

  await test.step('open a folder', async () => {
    await expect(page.getByRole('heading', { name: 'Archives' })).toBeVisible();
    await keyboard.press('ControlOrMeta+o');
    const dialog = new FolderDialog(page, 'Open a folder');
    await expect(dialog.path).toBeFocused();
    await expect(dialog.path).not.toHaveValue('');
    await keyboard.press('ControlOrMeta+a');
    await keyboard.type(sweep);
    await keyboard.press('Enter');
    await expect(dialog.note).toContainText(`${sweepCount} bundles`);
    await tabTo(page, 'Open this folder');
    await keyboard.press('Enter');
    await runs.grid.expectCount(sweepCount);
  });

  await test.step('filter', async () => {
    await keyboard.press('/');
    await expect(runs.filter).toBeFocused();
    await keyboard.type('sharpe > -0.5');
    await keyboard.press('Enter');
    await expect(runs.chips).toHaveCount(1);
    await expect.poll(() => runs.grid.count()).toBeLessThan(sweepCount);
  });

  await test.step('sort from the head', async () => {
    await keyboard.press('Escape');
    await expect(runs.grid.grid).toBeFocused();
    await keyboard.press('ControlOrMeta+Home');
    await keyboard.press('ArrowUp');
    await pressUntil(page, 'ArrowRight', () => isActive(page, 'Sharpe'));
    await keyboard.press('Enter');
    await expect(runs.grid.head('Sharpe')).toHaveAttribute('aria-sort', 'descending');
  });

  await test.step('select two rows', async () => {
    await keyboard.press('ArrowDown');
    await keyboard.press('Space');
    await keyboard.press('Shift+ArrowDown');
    await expect(runs.counts).toContainText('2 selected');
    await expect(runs.preview.getByRole('heading', { level: 2 })).toBeVisible();
  });

  await test.step('export them', async () => {
    await keyboard.press('ControlOrMeta+e');
    const dialog = page.getByRole('dialog', { name: 'Export' });
    await expect(dialog.getByRole('radio', { name: 'Selected (2)' })).toBeChecked();
    await tabTo(page, 'Export');
    await keyboard.press('Enter');
    await expect(new JobsBar(page).says).toContainText('2 written');
  });
});

test('every command is found by name', async ({ page, serve, sweep }) => {
  const { url } = await serve({ folder: sweep });
  await page.goto(url);
  await new RunsPage(page).grid.expectCount(sweepCount);

  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('dark');
  await expect(page.getByRole('option').first()).toContainText('Dark theme');
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');

  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toContainText('Export');
});

test('the focus is always to be seen and never lost', async ({ page, serve, sweep }) => {
  const { url } = await serve({ folder: sweep });
  await page.goto(url);
  await new RunsPage(page).grid.expectCount(sweepCount);

  const seen = new Set<string>();
  for (let press = 0; press < 40; press += 1) {
    await page.keyboard.press('Tab');
    const focus = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === null || element === document.body) return null;
      const { outlineStyle, boxShadow, borderColor } = getComputedStyle(element);
      const isMarked = outlineStyle !== 'none' || boxShadow !== 'none' || borderColor !== '';
      const name = element.getAttribute('aria-label') ?? element.textContent ?? '';
      return { isMarked, name: `${element.tagName} ${name.slice(0, 40)}` };
    });
    // Past the last one the browser's own controls have it.
    if (focus === null) continue;
    expect(focus).toMatchObject({ isMarked: true });
    seen.add(focus.name);
  }
  expect(seen.size).toBeGreaterThan(12);
});

async function tabTo(page: Page, name: string): Promise<void> {
  await pressUntil(page, 'Tab', () =>
    page.evaluate((wanted) => document.activeElement?.textContent?.trim() === wanted, name),
  );
}

/** The head that the grid says is active. */
function isActive(page: Page, label: string): Promise<boolean> {
  return page.evaluate((wanted) => {
    const id = document.activeElement?.getAttribute('aria-activedescendant') ?? '';
    return document.getElementById(id)?.getAttribute('aria-label') === wanted;
  }, label);
}

async function pressUntil(page: Page, key: string, isThere: () => Promise<boolean>): Promise<void> {
  for (let press = 0; press < 40; press += 1) {
    if (await isThere()) return;
    await page.keyboard.press(key);
  }
  throw new Error(`40 times ${key} did not lead there`);
}
