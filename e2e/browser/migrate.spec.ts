import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { JobsBar } from '../pages/jobs-bar.ts';
import { MigratePage } from '../pages/migrate-page.ts';
import { RunsPage } from '../pages/runs-page.ts';
import { expect, test } from '../support/app-test.ts';
import { fetchDownload } from '../support/downloads.ts';
import { expectAccessible } from '../support/expect-accessible.ts';
import { projectFolder } from '../support/project-folder.ts';
import { bundlesBelow, copyBundles, demoCount, demoFolder } from '../support/temp-folder.ts';

// Every bundle is taken apart, written, and put together again.
test.describe.configure({ timeout: 180_000 });

const pictures = join(projectFolder, process.env.STRATA_SCREENS ?? 'test-results/screens');

test('the demo is migrated, opened, sorted, looked into, and exported byte for byte', async ({
  page,
  serve,
  folder,
}) => {
  const { url } = await serve({ isDemo: true });
  await page.goto(url);
  const runs = new RunsPage(page);
  await runs.grid.expectCount(demoCount);

  const migrate = new MigratePage(page);
  await migrate.open('Demo');
  await migrate.chooseFolder(folder);
  await expect(migrate.estimate).toContainText('really taken apart and proved', {
    timeout: 90_000,
  });
  await migrate.start('small');
  await expect(migrate.result).toContainText(`${demoCount} migrated`, { timeout: 120_000 });
  expect(existsSync(join(folder, 'small', 'archive.json'))).toBe(true);
  await expect(migrate.reclaim).toContainText('waits for the file proof');

  await migrate.openArchive();
  await runs.grid.expectCount(demoCount);
  await runs.grid.sortBy('Sharpe');
  await expect(runs.grid.head('Sharpe')).toHaveAttribute('aria-sort', 'descending');
  await runs.addFilter('folder = "event"');
  await expect.poll(() => runs.grid.count()).toBe(readdirSync(join(demoFolder, 'event')).length);
  await runs.grid.cell(0, 'algorithm_id').click();
  await expect(runs.preview.getByRole('img').first()).toBeVisible();

  const dialog = await runs.openExport();
  await dialog.getByRole('radio', { name: /^Selected/ }).check();
  await dialog.getByRole('radio', { name: 'Bundles' }).check();
  await dialog.getByRole('button', { name: 'Export', exact: true }).click();
  // The bar shows the file proof, which is still running.
  const jobs = await new JobsBar(page).openList();
  const download = jobs.getByRole('link', { name: 'Download' });
  const { name, bytes } = await fetchDownload(page, download);
  expect(bytes.equals(readFileSync(join(demoFolder, 'event', name)))).toBe(true);
});

for (const theme of ['light', 'dark'] as const) {
  test.describe(`storage, ${theme}`, () => {
    test.use({ colorScheme: theme });

    test('a proved archive is verified, and its source goes to the trash', async ({
      page,
      serve,
      folder,
    }) => {
      const source = join(folder, 'events');
      copyBundles(join(demoFolder, 'event'), source);
      const { url } = await serve({ folder: source });
      await page.goto(url);
      const bundles = bundlesBelow(source).length;
      await new RunsPage(page).grid.expectCount(bundles);

      const migrate = new MigratePage(page);
      await migrate.open('events');
      await expect(migrate.estimate).toContainText('Afterwards, about');
      await expect(migrate.estimate).toContainText('byte for byte', { timeout: 90_000 });
      await expectAccessible(page);
      await page.screenshot({ path: join(pictures, `migrate-${theme}.png`) });
      await migrate.start('small');

      const reclaim = migrate.reclaim.getByRole('button', { name: 'Reclaim space…' });
      await expect(reclaim).toBeEnabled({ timeout: 90_000 });
      await expectAccessible(page);
      await page.screenshot({ path: join(pictures, `migrated-${theme}.png`) });

      await page.getByRole('button', { name: 'Storage', exact: true }).click();
      await expect(page.getByRole('table', { name: 'Bytes by tier and kind' })).toBeVisible();
      await page.getByRole('button', { name: 'Verify' }).click();
      await page.getByRole('menuitem', { name: /^Full/ }).click();
      const upkeep = page.getByRole('region', { name: 'Keep it well' });
      await expect(upkeep).toContainText('files checked');
      await expectAccessible(page);
      await page.screenshot({ path: join(pictures, `storage-${theme}.png`) });

      await page.goBack();
      await reclaim.click();
      await page.getByRole('button', { name: 'Move the originals to the trash' }).click();
      await expect(new JobsBar(page).says).toContainText(`${bundles} files moved to the trash`);
      expect(readdirSync(source).filter((name) => name.endsWith('.iafbt'))).toEqual([]);
    });
  });
}
