import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { FolderDialog } from '../pages/folder-dialog.ts';
import { RunsPage } from '../pages/runs-page.ts';
import { expect, test } from '../support/app-test.ts';
import { expectAccessible } from '../support/expect-accessible.ts';
import { demoCount, demoFolder, sweepCount } from '../support/temp-folder.ts';

test('the demo archive offers a tour once, which walks by keys and can be taken again', async ({
  page,
  serve,
}) => {
  const server = await serve({ isDemo: true });
  await page.goto(server.url);
  await new RunsPage(page).grid.expectCount(demoCount);
  const offer = page.getByRole('region', { name: 'Tour' });
  await expectAccessible(page);
  await offer.getByRole('button', { name: 'Take the tour' }).click();
  const card = page.getByRole('dialog', { name: /^Tour, / });
  await expect(card).toHaveAccessibleName('Tour, 1 of 7: A row is a backtest');
  await expectAccessible(page);
  await page.keyboard.press('ArrowRight');
  await expect(card).toHaveAccessibleName('Tour, 2 of 7: Click a head to sort');
  await page.keyboard.press('ArrowLeft');
  await expect(card).toHaveAccessibleName('Tour, 1 of 7: A row is a backtest');
  for (let step = 2; step <= 7; step += 1) {
    await page.keyboard.press('Enter');
    await expect(card).toHaveAccessibleName(new RegExp(`^Tour, ${step} of 7`));
  }
  await page.keyboard.press('Escape');
  await expect(card).toBeHidden();

  await page.reload();
  await new RunsPage(page).grid.expectCount(demoCount);
  await expect(offer).toBeHidden();
  await page.keyboard.press('ControlOrMeta+,');
  await page.getByRole('button', { name: 'Take the tour again' }).click();
  await expect(card).toHaveAccessibleName(/^Tour, 1 of 7/);
});

test('rows stand as close as chosen, with the row at hand in view, and every setting is kept', async ({
  page,
  serve,
}) => {
  const server = await serve({ isDemo: true });
  await page.goto(server.url);
  const { grid } = new RunsPage(page);
  await grid.expectCount(demoCount);
  await grid.cell(0, 'algorithm_id').click();
  await page.keyboard.press('ControlOrMeta+End');
  await expect(grid.row(demoCount - 1)).toBeInViewport({ ratio: 1 });
  const heights = { compact: 24, normal: 28, roomy: 36 } as const;

  for (const [name, height] of Object.entries(heights)) {
    await page.keyboard.press('ControlOrMeta+k');
    await page.getByRole('combobox', { name: 'Search commands' }).fill(`${name} rows`);
    await page.keyboard.press('Enter');
    await expect(grid.row(demoCount - 1)).toHaveCSS('height', `${height}px`);
    await expect(grid.row(demoCount - 1)).toBeInViewport({ ratio: 1 });
    await grid.grid.focus();
    await page.keyboard.press('ControlOrMeta+Home');
    await expect(grid.row(0)).toBeInViewport({ ratio: 1 });
    await page.keyboard.press('ArrowDown');
    const [above, below] = await Promise.all([0, 1].map((row) => grid.row(row).boundingBox()));
    expect((below?.y ?? 0) - (above?.y ?? 0)).toBe(height);
    await page.keyboard.press('ControlOrMeta+End');
  }

  await page.keyboard.press('ControlOrMeta+,');
  const settings = page.getByRole('main');
  await expect(settings.getByRole('radio', { name: /^Roomy/ })).toBeChecked();
  await expectAccessible(page);
  const isKept = page.waitForResponse(
    (response) =>
      response.url().endsWith('/api/writeState') &&
      response.request().postDataJSON()?.key === 'density',
  );
  const settingsKept = page.waitForResponse(
    (response) =>
      response.url().endsWith('/api/writeSettings') &&
      response.request().postDataJSON()?.resume !== undefined,
  );
  await settings.getByRole('radio', { name: /^Compact/ }).check();
  await settings.getByLabel('Threads that read and write bundles').selectOption('1 thread');
  await settings.getByRole('radio', { name: /^Go on by themselves/ }).check();
  await Promise.all([isKept, settingsKept]);
  await page.goBack();
  await expect(grid.row(demoCount - 1)).toHaveCSS('height', '24px');

  await server.stop();
  const again = await serve({ isDemo: true });
  await page.goto(again.url);
  await expect(grid.row(demoCount - 1)).toHaveCSS('height', '24px');
  await page.keyboard.press('ControlOrMeta+,');
  await expect(settings.getByRole('radio', { name: /^Compact/ })).toBeChecked();
  await expect(settings.getByLabel('Threads that read and write bundles')).toHaveValue('1');
  await expect(settings.getByRole('radio', { name: /^Go on by themselves/ })).toBeChecked();
});

test('a folder is watched for an archive: what appears there comes in, also after a restart', async ({
  page,
  serve,
  sweep,
  folder,
}) => {
  const farm = join(folder, 'farm');
  mkdirSync(farm);
  const bring = (name: string, to: string) =>
    cpSync(join(demoFolder, 'costs', name), join(farm, to));
  const server = await serve({ folder: sweep });
  await page.goto(server.url);
  const runs = new RunsPage(page);
  await runs.grid.expectCount(sweepCount);

  await page.getByRole('button', { name: 'Settings' }).click();
  await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
  await page.getByRole('button', { name: 'Watch a folder for it' }).click();
  const dialog = new FolderDialog(page, 'Watch a folder');
  await dialog.goTo(farm);
  await dialog.accept('Watch this folder');
  const row = page.getByRole('row', { name: /farm/ });
  await expect(row).toContainText('Watching');
  await expectAccessible(page);
  bring('costs_000.iafbt', 'night one.iafbt');
  await expect(row).toContainText('1 bundle so far');
  await page.goBack();
  await runs.grid.expectCount(sweepCount + 1);

  await server.stop();
  bring('costs_002.iafbt', 'while away.iafbt');
  const again = await serve({ folder: sweep });
  await page.goto(again.url);
  await runs.grid.expectCount(sweepCount + 2);
  await page.keyboard.press('ControlOrMeta+,');
  await row.getByRole('button', { name: /^Stop watching/ }).click();
  await expect(row).toBeHidden();
});
