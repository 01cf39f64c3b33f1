import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { JobsBar } from '../pages/jobs-bar.ts';
import { RunsPage } from '../pages/runs-page.ts';
import { expect, test } from '../support/app-test.ts';
import { expectAccessible } from '../support/expect-accessible.ts';
import { projectFolder } from '../support/project-folder.ts';
import { bundlesBelow, copyBundles, demoFolder } from '../support/temp-folder.ts';

const program = join(projectFolder, 'bin', 'strata.mjs');

function strata(...args: string[]): void {
  execFileSync(process.execPath, [program, ...args], { stdio: 'ignore' });
}

test('a tiered archive is deleted from, compacted, swept, repaired and made anew in the window, and stays whole', async ({
  page,
  serve,
  folder,
}) => {
  const [source, root] = [join(folder, 'events'), join(folder, 'small')];
  copyBundles(join(demoFolder, 'event'), source);
  const names = bundlesBelow(source);
  // Each import is a batch: two of them can be merged.
  strata('migrate-store', '--from', 'local-dir', '--to', 'local-tiered', source, root);
  strata('import', root, join(demoFolder, 'v1old'));
  const { url } = await serve({ folder: root });
  await page.goto(url);
  const runs = new RunsPage(page);
  await expect(runs.grid.row(0)).toBeVisible();
  const all = await runs.grid.count();
  expect(all).toBeGreaterThan(names.length);

  await runs.grid.cell(0, 'algorithm_id').click();
  await page.keyboard.press('Delete');
  await page
    .getByRole('dialog', { name: /^Delete/ })
    .getByRole('button', { name: 'Delete' })
    .click();
  await runs.grid.expectCount(all - 1);

  await page.getByRole('link', { name: 'Storage', exact: true }).click();
  const upkeep = page.getByRole('region', { name: 'Keep it well' });
  const trash = page.getByRole('region', { name: 'Trash' });
  await expect(trash).toContainText('1 backtest deleted');
  await trash.getByRole('button', { name: /^Restore (?!all)/ }).click();
  await expect(trash).toContainText('No backtest is deleted');

  await upkeep.getByRole('button', { name: 'Compact' }).click();
  await expect(upkeep).toContainText(/\d+ batches? became 1/);
  await upkeep.getByRole('button', { name: 'Collect garbage' }).click();
  await expect(upkeep).toContainText(/files? collected/);
  await upkeep.getByRole('button', { name: 'Rebuild index' }).click();
  await expect(upkeep).toContainText(`${all} backtests indexed`);
  await upkeep.getByRole('button', { name: 'Repair' }).click();
  await page.getByRole('menuitem', { name: /^From the archive itself/ }).click();
  await expect(upkeep).toContainText('0 files and 0 backtests put right');
  await upkeep.getByRole('button', { name: 'Verify' }).click();
  await page.getByRole('menuitem', { name: /^Full/ }).click();
  await expect(upkeep).toContainText(/files checked/);
  await expect(upkeep).not.toContainText('failed');
  await expectAccessible(page);

  const jobs = await new JobsBar(page).openList();
  await expect(jobs.getByRole('listitem').filter({ hasText: 'Compact small' })).toBeVisible();
  await jobs.getByRole('button', { name: 'Clear finished' }).click();
  await expect(jobs.getByRole('listitem')).toHaveCount(0);

  const copy = join(folder, 'copy');
  strata('export', root, '--all', '--to', copy);
  for (const name of names) {
    expect(readFileSync(join(copy, name)).equals(readFileSync(join(source, name)))).toBe(true);
  }
});
