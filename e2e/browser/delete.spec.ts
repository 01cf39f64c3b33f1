import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { JobsBar } from '../pages/jobs-bar.ts';
import { RunsPage } from '../pages/runs-page.ts';
import { expect, test } from '../support/app-test.ts';
import { expectAccessible } from '../support/expect-accessible.ts';
import { bundlesBelow, copyBundles, demoFolder } from '../support/temp-folder.ts';

test('selected backtests are deleted after a word on what that means, and restored from Storage', async ({
  page,
  serve,
  folder,
}) => {
  const source = join(folder, 'events');
  copyBundles(join(demoFolder, 'event'), source);
  const all = bundlesBelow(source).length;
  const { url } = await serve({ folder: source });
  await page.goto(url);
  const runs = new RunsPage(page);
  await runs.grid.expectCount(all);

  await runs.grid.cell(0, 'algorithm_id').click();
  await page.keyboard.press('Shift+ArrowDown');
  await expect(runs.counts).toContainText('2 selected');
  await page.keyboard.press('Delete');
  const dialog = page.getByRole('dialog', { name: 'Delete 2 selected backtests?' });
  await expect(dialog).toContainText('.strata-trash');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Move to the trash' }).click();
  await runs.grid.expectCount(all - 2);
  expect(existsSync(join(source, '.strata-trash'))).toBe(true);

  await page.goto(page.url().replace('/runs', '/storage'));
  const trash = page.getByRole('region', { name: 'Trash' });
  await expect(trash).toContainText('2 backtests deleted');
  await trash.getByRole('button', { name: 'Restore all' }).click();
  await expect(new JobsBar(page).says).toContainText('2 restored');
  await expect(trash).toBeHidden();
  expect(bundlesBelow(source)).toHaveLength(all);
});
