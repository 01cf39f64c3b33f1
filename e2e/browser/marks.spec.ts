import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { RunPage } from '../pages/run-page.ts';
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

  await page.keyboard.press('Enter');
  await expect(new RunPage(page).place).toBeVisible();
  const ofRun = page.getByRole('main').getByRole('region', { name: 'Star, tags and note' });
  await expect(ofRun.getByRole('button', { name: 'Starred' })).toBeVisible();
  await page.keyboard.press('s');
  await expect(ofRun.getByRole('button', { name: 'Star', exact: true })).toBeVisible();
});

test('stars, tags, notes and the view are one chain of undo, on every screen, however many rows were meant', async ({
  page,
  serve,
}) => {
  const { url } = await serve({ isDemo: true });
  await page.goto(url);
  const runs = new RunsPage(page);
  const { grid } = runs;
  await grid.expectCount(demoCount);
  await grid.sortBy('Sharpe');
  await runs.addFilter('trades < 5');
  await expect(runs.counts).toContainText(' of ');
  const matching = await grid.count();
  await grid.cell(0, 'algorithm_id').click();
  await page.keyboard.press('n');
  const dialog = page.getByRole('dialog', { name: /^Note of/ });
  await dialog.getByRole('textbox', { name: 'Note' }).fill('Mine');
  await dialog.getByRole('button', { name: 'Apply' }).click();
  const note = runs.preview.getByRole('textbox', { name: 'Note' });
  await expect(note).toHaveValue('Mine');
  await page.keyboard.press('n');
  await expect(dialog.getByRole('textbox', { name: 'Note' })).toHaveValue('Mine');
  await expectAccessible(page);
  await page.keyboard.press('Escape');

  await page.keyboard.press('ControlOrMeta+a');
  await expect(runs.counts).toContainText('all ');
  await page.keyboard.press('n');
  await expect(dialog).toHaveAccessibleName(`Note of ${matching} selected backtests`);
  await expectAccessible(page);
  await dialog.getByRole('textbox', { name: 'Note' }).fill('Too few trades');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(note).toHaveValue('Mine\n\nToo few trades');
  await page.keyboard.press('s');
  await expect(grid.cell(0, 'starred')).toHaveText('★');
  await runs.removeChip('trades < 5');
  await grid.expectCount(demoCount);

  await test.step('step by step back, whatever was done', async () => {
    const undo = runs.button('Undo');
    await grid.grid.focus();
    await page.keyboard.press('ControlOrMeta+z');
    await expect(runs.chip('trades < 5')).toBeVisible();
    await grid.expectCount(matching);
    await expect(grid.cell(0, 'starred')).toHaveText('★');
    await page.keyboard.press('ControlOrMeta+k');
    await page.getByRole('combobox', { name: 'Search commands' }).fill('undo');
    await page.getByRole('option', { name: `Undo: ${matching} backtests starred` }).click();
    await expect(grid.grid.getByText('★')).toHaveCount(0);
    await undo.click();
    await expect(note).toHaveValue('Mine');
  });

  await test.step('and forth again', async () => {
    await runs.button('Redo').click();
    await expect(note).toHaveValue('Mine\n\nToo few trades');
    await runs.button('Redo').click();
    await expect(grid.cell(0, 'starred')).toHaveText('★');
    await runs.button('Redo').click();
    await grid.expectCount(demoCount);
    await expect(runs.button('Redo')).toHaveAttribute('aria-disabled', 'true');
  });

  await test.step('on the page of a run only what can be seen there', async () => {
    await grid.cell(0, 'algorithm_id').click();
    await page.keyboard.press('Enter');
    await expect(new RunPage(page).place).toBeVisible();
    const marks = page.getByRole('main').getByRole('region', { name: 'Star, tags and note' });
    const star = marks.getByRole('button', { name: /^Star/ });
    const before = await star.textContent();
    await page.keyboard.press('ControlOrMeta+z');
    await page.keyboard.press('s');
    await expect(star).not.toHaveText(before ?? '');
    await page.keyboard.press('ControlOrMeta+z');
    await expect(star).toHaveText(before ?? '');
    await page.goBack();
    await grid.expectCount(demoCount);
    await expect(runs.order).toHaveText('Sorted by Sharpe ↓');
  });
});

test('a score is weighed, sorted by, saved as a view, undone, and shown again from its file', async ({
  page,
  serve,
  folder,
}) => {
  const server = await serve({ isDemo: true });
  await page.goto(server.url);
  const runs = new RunsPage(page);
  await runs.grid.expectCount(demoCount);
  await runs.button('More').click();
  await page.getByRole('menuitem', { name: 'Weighted score' }).click();
  const score = page.getByRole('dialog', { name: 'Weighted score' });
  await score.getByLabel('Start from').selectOption('risk_adjusted');
  await score.getByRole('spinbutton', { name: 'Weight of Sharpe', exact: true }).fill('5');
  await expect(score.locator('code')).toContainText(
    '--focus risk_adjusted --weights sharpe_ratio=5',
  );
  const first = score.getByRole('region', { name: 'First by this score' });
  await expect(first).toHaveAttribute('aria-busy', 'false');
  const best = (await first.locator('.score-value').allTextContents()).map(Number);
  expect(best).toEqual([...best].sort((one, other) => other - one));
  await expectAccessible(page);
  await score.getByRole('button', { name: 'Sort by this score' }).click();
  await expect(runs.order).toHaveText('Sorted by Score ↓');
  const shown = (await runs.grid.texts('score')).slice(0, best.length).map(Number);
  expect(shown).toEqual(best);

  await runs.addFilter('trades >= 5');
  await page.keyboard.press('ControlOrMeta+s');
  const save = page.getByRole('dialog', { name: 'Save the view' });
  await save.getByRole('textbox', { name: 'Name' }).fill('Sturdy');
  await save.getByRole('checkbox', { name: /Show it first/ }).check();
  await save.getByRole('button', { name: 'Save' }).click();
  await expect(runs.button('Sturdy')).toBeVisible();

  await runs.grid.grid.focus();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(runs.chips).toHaveCount(0);
  await runs.button('Views').click();
  await page.getByRole('menuitem', { name: /^Sturdy/ }).click();
  await expect(runs.chip('trades >= 5')).toBeVisible();

  await runs.button('Sturdy').click();
  await page.getByRole('menuitem', { name: 'Manage views' }).click();
  const views = page.getByRole('dialog', { name: 'Views of this archive' });
  const download = page.waitForEvent('download');
  await views.getByRole('button', { name: 'Export all' }).click();
  const file = await (await download).path();
  await views.getByLabel('File of views').setInputFiles(file);
  await expect(views.getByRole('textbox', { name: 'Name of Sturdy 2' })).toBeVisible();
  await expectAccessible(page);
  await views.getByRole('button', { name: 'Delete Sturdy 2' }).click();
  await expect(views.getByRole('textbox', { name: /^Name of/ })).toHaveCount(1);
  await views.getByRole('button', { name: 'Done' }).click();

  await server.stop();
  // Another user of the same archive: nothing of the window is remembered.
  for (const end of ['', '-wal', '-shm']) {
    rmSync(join(folder, 'state', `state.sqlite${end}`), { force: true });
  }
  const again = await serve({ isDemo: true });
  await page.goto(again.url);
  await expect(runs.chip('trades >= 5')).toBeVisible();
  await expect(runs.order).toHaveText('Sorted by Score ↓');
});
