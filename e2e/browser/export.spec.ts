import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import { parquetReadObjects } from 'hyparquet';
import { FolderDialog } from '../pages/folder-dialog.ts';
import { JobsBar } from '../pages/jobs-bar.ts';
import { RunsPage } from '../pages/runs-page.ts';
import { expect, test } from '../support/app-test.ts';
import { fetchDownload } from '../support/downloads.ts';
import { readZip } from '../support/read-zip.ts';
import { bundlesBelow, demoCount, demoFolder } from '../support/temp-folder.ts';

test.beforeEach(async ({ page, serve }) => {
  const { url } = await serve({ isDemo: true });
  await page.goto(url);
  const runs = new RunsPage(page);
  await runs.grid.expectCount(demoCount);
  await runs.grid.sortBy('Sharpe');
  await expect(runs.grid.head('Sharpe')).toHaveAttribute('aria-sort', 'descending');
});

test('three selected rows come as CSV, in the order of the table', async ({ page }) => {
  const runs = new RunsPage(page);
  await runs.grid.cell(0, 'algorithm_id').click();
  await runs.grid.cell(2, 'algorithm_id').click({ modifiers: ['Shift'] });
  await expect(runs.counts).toContainText('3 selected');
  const names = (await runs.grid.texts('algorithm_id')).slice(0, 3);

  const { name, bytes } = await exportAs(page, 'CSV');
  const [head, ...lines] = bytes.toString('utf8').trim().split(/\r?\n/);
  expect(name).toMatch(/\.csv$/);
  expect(head?.split(',')).toEqual(expect.arrayContaining(['id', 'algorithm_id', 'sharpe_ratio']));
  const column = head?.split(',').indexOf('algorithm_id') ?? -1;
  expect(lines.map((line) => line.split(',')[column])).toEqual(names);
});

test('all that match come as JSON, those not on screen too', async ({ page }) => {
  const runs = new RunsPage(page);
  await runs.addFilter('sharpe < 0');
  await expect.poll(() => runs.grid.count()).toBeLessThan(demoCount);
  const matching = await runs.grid.count();

  const { bytes } = await exportAs(page, 'JSON');
  const rows = JSON.parse(bytes.toString('utf8')) as { sharpe_ratio: number; id: string }[];
  expect(rows).toHaveLength(matching);
  for (const row of rows) {
    expect(row.sharpe_ratio).toBeLessThan(0);
    expect(row.id).toMatch(/^[0-9a-f]{64}$/);
  }
});

test('all that match come as Parquet, typed', async ({ page }) => {
  const { bytes } = await exportAs(page, 'Parquet');
  const file = new Uint8Array(bytes).buffer;
  const compressors = { ZSTD: (page: Uint8Array) => new Uint8Array(zstdDecompressSync(page)) };
  const rows = await parquetReadObjects({ file, compressors });

  expect(rows).toHaveLength(demoCount);
  expect(typeof rows[0]?.sharpe_ratio).toBe('number');
  const sharpes = rows.map((row) => row.sharpe_ratio as number);
  expect(sharpes[0]).toBe(Math.max(...sharpes.filter((value) => value !== null)));
});

test('bundles come as one zip, and are the very bytes', async ({ page }) => {
  const { name, bytes } = await exportAs(page, 'Bundles');

  expect(name).toMatch(/\.zip$/);
  const files = readZip(bytes);
  expect([...files.keys()].toSorted()).toEqual(bundlesBelow(demoFolder));
  for (const [path, content] of files) {
    expect({ path, isSame: content.equals(readFileSync(join(demoFolder, path))) }).toEqual({
      path,
      isSame: true,
    });
  }
});

test('bundles are written into a folder of the server, a new one', async ({ page, folder }) => {
  const runs = new RunsPage(page);
  await runs.addFilter('folder = "event"');
  await expect.poll(() => runs.grid.count()).toBeLessThan(demoCount);
  const dialog = await runs.openExport();
  await dialog.getByRole('radio', { name: 'Bundles' }).check();
  await dialog.getByRole('radio', { name: 'A folder on the server' }).check();
  await dialog.getByRole('button', { name: 'Choose a folder…' }).click();
  const folders = new FolderDialog(page, 'Export into a folder');
  await folders.goTo(folder);
  await folders.accept('Export here');
  await dialog.getByLabel('Name of the new folder').fill('taken');
  await dialog.getByRole('button', { name: 'Export', exact: true }).click();

  await expect(new JobsBar(page).says).toContainText('written');
  const written = bundlesBelow(join(folder, 'taken'));
  expect(written).toEqual(bundlesBelow(demoFolder).filter((path) => path.startsWith('event/')));
  for (const path of written) {
    expect(readFileSync(join(folder, 'taken', path))).toEqual(readFileSync(join(demoFolder, path)));
  }
  expect(readdirSync(folder)).toContain('taken');
});

async function exportAs(page: Parameters<typeof fetchDownload>[0], format: string) {
  const dialog = await new RunsPage(page).openExport();
  await dialog.getByRole('radio', { name: format }).check();
  await dialog.getByRole('button', { name: 'Export', exact: true }).click();
  return fetchDownload(page, new JobsBar(page).download);
}
