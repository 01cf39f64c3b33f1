import { RunsPage } from '../pages/runs-page.ts';
import { expect, test } from '../support/app-test.ts';
import { expectAccessible } from '../support/expect-accessible.ts';
import { demoCount } from '../support/temp-folder.ts';

test('stars, tags and notes are given by key, in the preview and to all that match, and are there after a restart', async ({
  page,
  serve,
}) => {
  const server = await serve({ isDemo: true });
  await page.goto(server.url);
  const runs = new RunsPage(page);
  await runs.grid.expectCount(demoCount);
  await runs.grid.sortBy('Sharpe');
  await runs.grid.cell(0, 'algorithm_id').click();
  const marks = runs.preview.getByRole('region', { name: 'Star, tags and note' });
  await expect(marks.getByRole('button', { name: 'Star', exact: true })).toBeVisible();

  await page.keyboard.press('s');
  await expect(marks.getByRole('button', { name: 'Starred' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await expect(runs.grid.cell(0, 'starred')).toHaveText('★');
  await marks.getByRole('combobox', { name: 'Add a tag' }).fill('candidate');
  await page.keyboard.press('Enter');
  await expect(marks.getByRole('listitem').first()).toContainText('candidate');
  const note = marks.getByRole('textbox', { name: 'Note' });
  await note.fill('Survives doubled fees');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(runs.node('Starred')).toBeVisible();

  await runs.quickSearch.fill('doubled FEES');
  await runs.grid.expectCount(1);
  await expect(note).toHaveValue('Survives doubled fees');
  await runs.quickSearch.fill('');
  await runs.grid.expectCount(demoCount);

  await runs.addFilter('trades < 5');
  await expect(runs.counts).toContainText(' of ');
  await runs.grid.cell(0, 'algorithm_id').click();
  await page.keyboard.press('ControlOrMeta+a');
  await expect(runs.counts).toContainText('all ');
  await page.keyboard.press('t');
  const dialog = page.getByRole('dialog', { name: /^Tags of/ });
  await dialog.getByRole('textbox', { name: /^New tags/ }).fill('too few trades, odd');
  await expect(dialog.getByRole('checkbox', { name: /candidate/ })).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await expect(runs.grid.cell(0, 'user_tags')).toContainText('odd, too few trades');
  await runs.removeChip('trades < 5');

  await runs.node('candidate').click();
  await runs.grid.expectCount(1);
  await expectAccessible(page);

  await server.stop();
  const again = await serve({ isDemo: true });
  await page.goto(again.url);
  await runs.grid.expectCount(1);
  await expect(runs.grid.cell(0, 'user_tags')).toHaveText('candidate');
  await runs.grid.cell(0, 'algorithm_id').click();
  await expect(note).toHaveValue('Survives doubled fees');
});
