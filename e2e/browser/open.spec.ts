import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ArchivesPage } from '../pages/archives-page.ts';
import { FolderDialog } from '../pages/folder-dialog.ts';
import { JobsBar } from '../pages/jobs-bar.ts';
import { RunsPage } from '../pages/runs-page.ts';
import { expect, test } from '../support/app-test.ts';
import { demoCount, sweepCount } from '../support/temp-folder.ts';

test('the demo archive opens with every one of its backtests', async ({ page, serve }) => {
  const { url } = await serve({ isDemo: true });
  await page.goto(url);

  const runs = new RunsPage(page);
  await runs.grid.expectCount(demoCount);
  await expect(runs.counts).toContainText(`${demoCount} backtests`);
  await expect(page.getByRole('main')).toHaveAccessibleName(/^Runs of /);
});

test('a new user is led to the demo archive', async ({ page, serve }) => {
  const { url } = await serve();
  await page.goto(url);
  const archives = new ArchivesPage(page);

  await expect(archives.firstSteps).toBeVisible();
  await archives.tryDemo.click();

  await new RunsPage(page).grid.expectCount(demoCount);
});

test('a folder is opened by its path, and is on the list afterwards', async ({
  page,
  serve,
  sweep,
}) => {
  const { url } = await serve();
  await page.goto(url);
  const archives = new ArchivesPage(page);
  await archives.openFolder.click();
  const dialog = new FolderDialog(page, 'Open a folder');
  await dialog.goTo(sweep);
  await expect(dialog.note).toContainText(`${sweepCount} bundles`);
  await dialog.accept('Open this folder');

  await new RunsPage(page).grid.expectCount(sweepCount);
  await page.getByRole('link', { name: 'Strata, show archives' }).click();
  await expect(archives.link('sweep')).toBeVisible();
  await archives.link('sweep').click();
  await new RunsPage(page).grid.expectCount(sweepCount);
});

test('a folder is picked below those the server may show, and no other', async ({
  page,
  serve,
  folder,
  sweep,
}) => {
  const { url } = await serve();
  await page.goto(url);
  await new ArchivesPage(page).openFolder.click();
  const dialog = new FolderDialog(page, 'Open a folder');

  await dialog.goTo('/etc');
  await expect(dialog.dialog.getByText(/outside|below those/i)).toBeVisible();
  await dialog.goTo(folder);
  await dialog.enter('sweep');
  await expect(dialog.path).toHaveValue(sweep);
  await dialog.accept('Open this folder');

  await new RunsPage(page).grid.expectCount(sweepCount);
});

test('an archive that is forgotten is off the list, and its files stay', async ({
  page,
  serve,
  sweep,
}) => {
  const { url } = await serve({ folder: sweep });
  await page.goto(url);
  await new RunsPage(page).grid.expectCount(sweepCount);
  await page.getByRole('link', { name: 'Strata, show archives' }).click();
  const archives = new ArchivesPage(page);
  await archives.forget('sweep');

  await expect(archives.firstSteps).toBeVisible();
  expect(readdirSync(sweep).filter((name) => name.endsWith('.iafbt'))).toHaveLength(sweepCount);
});

test('an index.sqlite by itself opens like an archive', async ({ page, serve, sweep, folder }) => {
  const first = await serve({ folder: sweep });
  await page.goto(first.url);
  await new RunsPage(page).grid.expectCount(sweepCount);
  // Showing it looks at the folder once more: which of the two looks ends last is open.
  await expect(new JobsBar(page).says).toContainText(
    new RegExp(`${sweepCount} (added|unchanged) in`),
  );
  await first.stop();

  const second = await serve({
    folder: join(sweep, 'index.sqlite'),
    stateFolder: join(folder, 'other'),
  });
  await page.goto(second.url);
  await new RunsPage(page).grid.expectCount(sweepCount);
});
