import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ArchivesPage } from '../pages/archives-page.ts';
import { JobsBar } from '../pages/jobs-bar.ts';
import { RunsPage } from '../pages/runs-page.ts';
import { dropFiles } from '../support/drop-files.ts';
import {
  bundlesBelow,
  copyBundles,
  demoCount,
  demoFolder,
  sweepCount,
} from '../support/temp-folder.ts';
import { expect, test } from './desktop-test.ts';

test('started for the first time, it shows the demo archive', async ({ start }) => {
  const { page, electron } = await start();

  await new RunsPage(page).grid.expectCount(demoCount);
  expect(electron.windows[0]?.isShown).toBe(true);
  expect(electron.dialog.errors).toEqual([]);
});

test('a folder, or a bundle in it, is opened from the arguments', async ({ start, sweep }) => {
  const byFolder = await start(sweep);
  await new RunsPage(byFolder.page).grid.expectCount(sweepCount);
  expect(byFolder.electron.app.recentDocuments).toEqual([sweep]);
  await byFolder.quit();

  const byBundle = await start(join(sweep, 'sweep_a_00000.iafbt'));
  await new RunsPage(byBundle.page).grid.expectCount(sweepCount);
});

test('what cannot be opened is said in a dialog', async ({ start, folder }) => {
  const { electron } = await start(join(folder, 'nowhere'));

  await expect.poll(() => electron.dialog.errors.length).toBe(1);
  expect(electron.dialog.errors[0]?.content).toContain('nowhere');
});

test('a second start, and a file opened by the system, come to the same window', async ({
  start,
  sweep,
  folder,
}) => {
  const events = join(folder, 'events');
  copyBundles(join(demoFolder, 'event'), events);
  const { page, electron } = await start('--demo');
  const runs = new RunsPage(page);
  await runs.grid.expectCount(demoCount);

  electron.app.emit('second-instance', {}, [], '/', { paths: [sweep] });
  await runs.grid.expectCount(sweepCount);
  expect(electron.windows).toHaveLength(1);

  const event = { preventDefault: () => undefined };
  electron.app.emit('open-file', event, join(events, 'event_000.iafbt'));
  await runs.grid.expectCount(bundlesBelow(events).length);
});

test('the menu opens a folder through the native dialog, and remembers it', async ({
  start,
  sweep,
}) => {
  const { page, electron } = await start('--demo');
  const runs = new RunsPage(page);
  await runs.grid.expectCount(demoCount);

  electron.dialog.willChoose(null);
  electron.menu.click('File', 'Open Folder…');
  await expect.poll(() => electron.dialog.asked.length).toBe(1);
  electron.dialog.willChoose([sweep]);
  electron.menu.click('File', 'Open Folder…');
  await runs.grid.expectCount(sweepCount);

  await expect
    .poll(() => electron.menu.find('File', 'Open Recent').submenu?.map(({ label }) => label))
    .toEqual([expect.stringContaining('sweep'), expect.stringContaining('Demo')]);
  const demo = electron.menu.find('File', 'Open Recent').submenu?.[1];
  demo?.click?.();
  await runs.grid.expectCount(demoCount);
});

test('the menu’s other commands reach the page', async ({ start, sweep }) => {
  const { page, electron } = await start(sweep);
  const runs = new RunsPage(page);
  await runs.grid.expectCount(sweepCount);

  electron.menu.click('View', 'Theme', 'Dark');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  electron.menu.click('Edit', 'Find');
  await expect(runs.quickSearch).toBeFocused();
  electron.menu.click('File', 'Export…');
  await expect(page.getByRole('dialog', { name: 'Export' })).toBeVisible();
  await page.keyboard.press('Escape');
  electron.menu.click('File', 'Import…');
  await expect(page.getByRole('dialog', { name: 'Import bundles' })).toBeVisible();
  await page.keyboard.press('Escape');
  electron.menu.click('File', 'Archives');
  await expect(new ArchivesPage(page).heading).toBeVisible();
});

test('a folder is opened from the page with the native dialog', async ({ start, sweep }) => {
  const { page, electron } = await start('--demo');
  await new RunsPage(page).grid.expectCount(demoCount);
  electron.menu.click('File', 'Archives');
  electron.dialog.willChoose([sweep]);
  await new ArchivesPage(page).openFolder.click();

  await new RunsPage(page).grid.expectCount(sweepCount);
  expect(electron.dialog.asked.at(-1)?.options.properties).toEqual(['openDirectory']);
});

test('a dropped folder is opened where it lies; dropped bundles are imported', async ({
  start,
  sweep,
}) => {
  const app = await start('--demo');
  const runs = new RunsPage(app.page);
  await runs.grid.expectCount(demoCount);

  await app.placeFiles([sweep]);
  await dropFiles(app.page, app.page.getByRole('main'), [sweep]);
  await runs.grid.expectCount(sweepCount);

  const bundle = join(demoFolder, 'sweep_b', 'sweep_b_00000.iafbt');
  await app.placeFiles([bundle]);
  await dropFiles(app.page, app.page.getByRole('main'), [bundle]);
  const dialog = app.page.getByRole('dialog', { name: 'Import bundles' });
  await expect(dialog).toContainText('Copies 1 bundle');
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  await runs.grid.expectCount(sweepCount + 1);
  expect(bundlesBelow(sweep)).toContain('sweep_b_00000.iafbt');
});

test('an export goes into a folder of the native dialog, and is shown there', async ({
  start,
  sweep,
  folder,
}) => {
  const { page, electron } = await start(sweep);
  const runs = new RunsPage(page);
  await runs.grid.expectCount(sweepCount);
  await runs.grid.cell(0, 'algorithm_id').click();

  const dialog = await runs.openExport();
  await dialog.getByRole('radio', { name: 'CSV' }).check();
  electron.dialog.willChoose([folder]);
  await dialog.getByRole('button', { name: 'Choose a folder…' }).click();
  await dialog.getByLabel('File name').fill('best.csv');
  await dialog.getByRole('button', { name: 'Export', exact: true }).click();
  const jobs = new JobsBar(page);
  await jobs.button('Show in folder').click();

  await expect.poll(() => electron.shownInFolder).toEqual([join(folder, 'best.csv')]);
  expect(readFileSync(join(folder, 'best.csv'), 'utf8').trim().split('\n')).toHaveLength(2);
});

test('closed and started again, window and view are as they were', async ({ start, sweep }) => {
  const first = await start(sweep);
  const runs = new RunsPage(first.page);
  await runs.grid.expectCount(sweepCount);
  await runs.addFilter('sharpe > -0.5');
  await runs.grid.sortBy('Sharpe');
  await expect(runs.order).toContainText('Sharpe ↓');
  const rows = await runs.grid.count();
  first.electron.windows[0]?.setBounds({ x: 60, y: 40, width: 1500, height: 800 });
  await first.page.evaluate(() => window.dispatchEvent(new Event('pagehide')));
  await first.quit();
  expect(first.electron.app.exitCode).toBe(0);

  const second = await start();
  const again = new RunsPage(second.page);
  await again.grid.expectCount(rows);
  await expect(again.chip('sharpe > -0.5')).toBeVisible();
  await expect(again.order).toContainText('Sharpe ↓');
  expect(second.electron.windows[0]?.options).toMatchObject({
    x: 60,
    y: 40,
    width: 1500,
    height: 800,
  });
});

test('a process that finds another one running leaves at once', async ({ context, folder }) => {
  const { createFakeElectron } = await import('./fake-electron/fake-electron.ts');
  const { runMain } = await import('./fake-electron/run-main.ts');
  const { builtMain } = await import('./desktop-app.ts');
  const electron = createFakeElectron({ context, userData: folder, isFirst: false });
  await runMain(builtMain(), electron.exports, ['/some/folder']);

  expect(electron.app.exitCode).toBe(0);
  expect(electron.app.lockData).toEqual({ paths: ['/some/folder'] });
  expect(electron.windows).toEqual([]);
});
