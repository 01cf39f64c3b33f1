import { join } from 'node:path';
import { RunsPage } from '../pages/runs-page.ts';
import { expect, test } from '../support/app-test.ts';
import { dropFiles } from '../support/drop-files.ts';
import { expectAccessible } from '../support/expect-accessible.ts';
import { projectFolder } from '../support/project-folder.ts';
import { sweepCount } from '../support/temp-folder.ts';

const threeStudies = join(projectFolder, 'fixtures/interop/v5-obtf/derived/three_studies.obtf');

test('a bundle of the coming framework, dropped on the window, shows its studies, windows and whole document', async ({
  page,
  serve,
  sweep,
}) => {
  const { url } = await serve({ folder: sweep });
  await page.goto(url);
  const runs = new RunsPage(page);
  const { grid, preview } = runs;
  await grid.expectCount(sweepCount);
  await dropFiles(page, page.getByRole('main'), [threeStudies]);
  const dialog = page.getByRole('dialog', { name: 'Import bundles' });
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  await grid.expectCount(sweepCount + 1);

  await test.step('a row for each study and engine, and for each universe', async () => {
    await runs.button('Studies').click();
    await runs.addFilter('anchor_algorithm_id = "anchor-1"');
    await grid.expectCount(6);
    expect(await grid.texts('study_name')).toEqual([
      ...Array.from({ length: 3 }, () => 'alpha'),
      ...Array.from({ length: 3 }, () => 'study/with/slashes 🚀'),
    ]);
    await expect(runs.counts).toContainText('6 of');
    await grid.cell(0, 'study_name').click();
  });

  await test.step('studies and windows in the preview', async () => {
    const studies = preview.getByRole('region', { name: 'Studies of this backtest' });
    await expect(studies).toContainText('study/with/slashes 🚀');
    await expect(studies).toContainText('event, BTC|EUR|BITVAVO');
    const windows = preview.getByRole('region', { name: 'Runs of this backtest' });
    await expect(windows.getByRole('button')).toHaveCount(6);
    await expect(windows).toContainText('train');
  });

  await test.step('a row for each run, with its study', async () => {
    await runs.button('Runs').click();
    await grid.expectCount(6);
    await runs.removeChip('anchor_algorithm_id = "anchor-1"');
    await runs.addFilter('study_name = "alpha" and engine = "event"');
    await grid.expectCount(1);
    await grid.cell(0, 'algorithm_id').click();
  });

  await preview.getByRole('button', { name: 'Inspect document' }).click();
  const inspector = page.getByRole('dialog', { name: /^Document of/ });
  const tree = inspector.getByRole('tree', { name: 'Document' });
  const item = (name: string | RegExp) => tree.getByRole('treeitem', { name });

  await test.step('the document opens with the keyboard', async () => {
    await expect(inspector).toContainText('Format v5');
    await item(/^studies,/).click();
    await expect(item(/^studies,/)).toHaveAttribute('aria-expanded', 'true');
    await expect(item(/^alpha,/)).toBeVisible();
    await page.keyboard.press('ArrowRight');
    await expect(item(/^alpha,/)).toBeFocused();
    await page.keyboard.press('ArrowRight');
    await expect(item(/^sample_type, text, "walk_forward"/)).toBeVisible();
    await page.keyboard.press('ArrowLeft');
    await expect(item(/^sample_type,/)).toBeHidden();
  });

  await test.step('a key that is looked for is shown where it stands, a series by its points', async () => {
    await inspector.getByRole('searchbox', { name: 'Find a key or a text' }).fill('equity_curve');
    const found = inspector.getByRole('list', { name: 'Found' });
    await found
      .getByRole('button', { name: /event_runs\[0\]\.backtest_metrics\.equity_curve/ })
      .first()
      .click();
    await expect(item(/^equity_curve, series/)).toBeFocused();
    await expect(inspector.getByRole('region', { name: 'The value' })).toContainText(
      /A series of \d+ points/,
    );
  });
  await expectAccessible(page);

  await page.keyboard.press('Escape');
  await expect(inspector).toBeHidden();
});
