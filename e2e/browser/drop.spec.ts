import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ArchivesPage } from '../pages/archives-page.ts';
import { FolderDialog } from '../pages/folder-dialog.ts';
import { JobsBar } from '../pages/jobs-bar.ts';
import { RunsPage } from '../pages/runs-page.ts';
import { expect, test } from '../support/app-test.ts';
import { dropFiles } from '../support/drop-files.ts';
import { bundlesBelow, demoFolder, sweepCount } from '../support/temp-folder.ts';

test('bundles dropped on an open archive are uploaded into it, after a word', async ({
  page,
  serve,
  sweep,
}) => {
  const { url } = await serve({ folder: sweep });
  await page.goto(url);
  const runs = new RunsPage(page);
  await runs.grid.expectCount(sweepCount);

  const dropped = ['event/event_000.iafbt', 'obtf/obtf_000.obtf'].map((path) =>
    join(demoFolder, path),
  );
  await dropFiles(page, page.getByRole('main'), dropped);
  const dialog = page.getByRole('dialog', { name: 'Import bundles' });
  await expect(dialog.getByRole('list', { name: 'Will be imported' })).toContainText(
    'obtf_000.obtf',
  );
  await expect(dialog).toContainText('Uploads 2 bundles');
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();

  await runs.grid.expectCount(sweepCount + 2);
  expect(bundlesBelow(sweep)).toHaveLength(sweepCount + 2);
});

test('what is there already is not copied again', async ({ page, serve, sweep }) => {
  const { url } = await serve({ folder: sweep });
  await page.goto(url);
  const runs = new RunsPage(page);
  await runs.grid.expectCount(sweepCount);
  await expect(new JobsBar(page).says).toContainText(/(added|unchanged) in/);

  await dropFiles(page, page.getByRole('main'), [
    join(demoFolder, 'sweep_a', 'sweep_a_00000.iafbt'),
  ]);
  const dialog = page.getByRole('dialog', { name: 'Import bundles' });
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();

  await expect(new JobsBar(page).says).toContainText(/^1 unchanged/);
  await runs.grid.expectCount(sweepCount);
});

test('a folder dropped on the start becomes an archive in a folder of the user’s choice', async ({
  page,
  serve,
  folder,
}) => {
  mkdirSync(join(folder, 'target'));
  const { url } = await serve();
  await page.goto(url);
  await expect(new ArchivesPage(page).heading).toBeVisible();

  await dropFiles(page, page.getByRole('main'), [join(demoFolder, 'sweep_b')]);
  const dialog = page.getByRole('dialog', { name: 'Import bundles' });
  const count = bundlesBelow(join(demoFolder, 'sweep_b')).length;
  await expect(dialog).toContainText(`Uploads ${count} bundles`);
  await dialog.getByRole('button', { name: 'Choose a folder…' }).last().click();
  const folders = new FolderDialog(page, 'A folder for the new archive');
  await folders.goTo(join(folder, 'target'));
  await folders.accept('Use this folder');
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();

  await new RunsPage(page).grid.expectCount(count);
  expect(bundlesBelow(join(folder, 'target'))).toHaveLength(count);
});

test('files that are no bundles are left out, and it is said', async ({ page, serve, sweep }) => {
  const { url } = await serve({ folder: sweep });
  await page.goto(url);
  await new RunsPage(page).grid.expectCount(sweepCount);

  await dropFiles(page, page.getByRole('main'), [join(demoFolder, '..', '..', 'package.json')]);
  const dialog = page.getByRole('dialog', { name: 'Import bundles' });
  await expect(dialog).toContainText('No bundles among what was chosen');
  await expect(dialog.getByRole('button', { name: 'Import', exact: true })).toBeDisabled();
});
