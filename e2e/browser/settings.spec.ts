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
