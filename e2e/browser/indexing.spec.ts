import { linkSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { ArchivesPage } from '../pages/archives-page.ts';
import { FolderDialog } from '../pages/folder-dialog.ts';
import { JobsBar } from '../pages/jobs-bar.ts';
import { RunsPage } from '../pages/runs-page.ts';
import { expect, test } from '../support/app-test.ts';
import { fetchDownload } from '../support/downloads.ts';
import { copyBundles, invalidBundles, sweepCount } from '../support/temp-folder.ts';

/** Enough that indexing is still at work when the page has drawn the first rows. */
const MANY = 1000;
/** On a machine that is busy with other things. */
const atLength = { timeout: 90_000 };

test.describe('while a large folder is read', () => {
  test.slow();

  test('rows appear, and it can be paused and resumed', async ({ page, serve, sweep }) => {
    multiply(sweep, MANY);
    const { url } = await serve();
    await page.goto(url);
    await openFolder(page, sweep);
    const jobs = new JobsBar(page);
    const runs = new RunsPage(page);

    await expect(runs.grid.row(0)).toBeVisible();
    await jobs.button(/^Pause Index/).click();
    await expect(jobs.says).toContainText(/Paused at [\d,]+ of 1,000/);
    await expect.poll(() => runs.grid.count()).toBeGreaterThan(0);
    expect(await runs.grid.count()).toBeLessThan(MANY);

    await jobs.button(/^Resume Index/).click();
    await expect(jobs.says).toContainText('1,000 added', atLength);
    await runs.grid.expectCount(MANY, atLength);
  });

  test('it can be cancelled, what was read stays, and it goes on later', async ({
    page,
    serve,
    sweep,
  }) => {
    multiply(sweep, MANY);
    const { url } = await serve();
    await page.goto(url);
    await openFolder(page, sweep);
    const jobs = new JobsBar(page);
    const runs = new RunsPage(page);

    await expect(runs.grid.row(0)).toBeVisible();
    await jobs.button(/^Cancel Index/).click();
    await expect(jobs.says).toContainText('what was done is kept');
    const kept = await runs.grid.count();
    expect(kept).toBeGreaterThan(0);
    expect(kept).toBeLessThan(MANY);

    await jobs.button(/^Resume Index/).click();
    await runs.grid.expectCount(MANY, atLength);
  });

  test('a loss of power costs nothing but the time', async ({ page, serve, sweep }) => {
    multiply(sweep, MANY);
    const first = await serve({ folder: sweep });
    await page.goto(first.url);
    await expect(new RunsPage(page).grid.row(0)).toBeVisible();
    await first.kill();

    const second = await serve({ folder: sweep });
    await page.goto(second.url);
    await new RunsPage(page).grid.expectCount(MANY, atLength);
  });
});

test('files that cannot be read are listed with what to do, and the rest is there', async ({
  page,
  serve,
  sweep,
}) => {
  copyBundles(invalidBundles, join(sweep, 'broken'));
  writeFileSync(join(sweep, 'notes.txt'), 'no bundle');
  writeFileSync(join(sweep, 'empty.iafbt'), '');
  const { url } = await serve({ folder: sweep });
  await page.goto(url);
  const jobs = new JobsBar(page);
  const runs = new RunsPage(page);

  await expect(jobs.says).toContainText('failed');
  const failures = await jobs.openFailures();
  const row = (name: string) => failures.getByRole('row', { name: new RegExp(`^${name}`) });
  await expect(row('empty.iafbt')).toContainText('Copy the file again');
  await expect(row('broken/truncated.iafbt')).toContainText('Copy the file again');
  await expect(row('broken/version_99.iafbt')).toContainText(/99/);
  await expect(row('broken/version_99.iafbt')).toContainText('Install a newer Strata');
  await expect(failures.getByRole('row', { name: /notes\.txt/ })).toHaveCount(0);
  const failed = (await failures.getByRole('row').count()) - 1;
  const list = await fetchDownload(page, failures.getByRole('button', { name: 'Save as file' }));
  expect(list.name).toBe('Index sweep, failures.tsv');
  const [head, ...lines] = list.bytes.toString().split('\n');
  expect(head).toBe('file\tcode\tmessage\toffset\tadvice');
  expect(lines).toHaveLength(failed);
  await failures.getByRole('button', { name: 'Close' }).last().click();

  const bundles = readdirSync(join(sweep, 'broken')).length + 1 + sweepCount;
  await runs.grid.expectCount(bundles - failed);
});

async function openFolder(page: Page, folder: string): Promise<void> {
  await new ArchivesPage(page).openFolder.click();
  const dialog = new FolderDialog(page, 'Open a folder');
  await dialog.goTo(folder);
  await dialog.accept('Open this folder');
}

/** The sweep's own bundles again and again, as links: a folder of any size in a moment. */
function multiply(sweep: string, count: number): void {
  const seeds = readdirSync(sweep).filter((name) => name.endsWith('.iafbt'));
  mkdirSync(join(sweep, 'more'));
  for (let made = seeds.length; made < count; made += 1) {
    const name = `copy_${String(made).padStart(5, '0')}.iafbt`;
    linkSync(join(sweep, seeds[made % seeds.length] as string), join(sweep, 'more', name));
  }
}
