import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FolderDialog } from '../pages/folder-dialog.ts';
import { JobsBar } from '../pages/jobs-bar.ts';
import { RunsPage } from '../pages/runs-page.ts';
import { expect, test } from '../support/app-test.ts';
import { expectAccessible } from '../support/expect-accessible.ts';
import { projectFolder } from '../support/project-folder.ts';
import { bundlesBelow, copyBundles, demoFolder } from '../support/temp-folder.ts';

// The archive is made first, by the command line.
test.describe.configure({ timeout: 120_000 });

const strata = join(projectFolder, 'bin', 'strata.mjs');

test('a folder of source code chosen for an import is tied to what is there, and shown with it', async ({
  page,
  serve,
  folder,
}) => {
  const events = join(folder, 'events');
  const code = join(folder, 'strategy');
  const archive = join(folder, 'archive');
  copyBundles(join(demoFolder, 'event'), events);
  mkdirSync(code);
  writeFileSync(join(code, 'strategy.py'), 'RULE = "ema"\n');
  const tiered = ['import', archive, events, '--store', 'local-tiered', '--quiet'];
  execFileSync(process.execPath, [strata, ...tiered]);
  const count = bundlesBelow(events).length;
  const { url } = await serve({ folder: archive });
  await page.goto(url);
  const runs = new RunsPage(page);
  await runs.grid.expectCount(count);

  await page.keyboard.press('ControlOrMeta+i');
  const dialog = page.getByRole('dialog', { name: 'Import bundles' });
  await dialog.getByRole('button', { name: 'From a folder on the server…' }).click();
  const sources = new FolderDialog(page, 'Import from a folder');
  await sources.goTo(events);
  await sources.accept('Import this folder');
  await dialog.getByRole('button', { name: 'Choose a code folder…' }).click();
  const codes = new FolderDialog(page, 'A folder of source code');
  await codes.goTo(code);
  await codes.accept('Keep this folder');
  const field = dialog.getByRole('group', { name: 'Source code' });
  await expect(field).toContainText(code);
  await expectAccessible(page);
  await field.getByRole('button', { name: 'Leave out' }).click();
  await expect(field).not.toContainText(code);
  await field.getByRole('button', { name: 'Choose a code folder…' }).click();
  await codes.goTo(code);
  await codes.accept('Keep this folder');
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();

  const jobs = new JobsBar(page);
  await expect(jobs.says).toContainText(`${count} got source code`, { timeout: 60_000 });
  await runs.grid.cell(0, 'algorithm_id').click();
  await page.keyboard.press('Enter');
  const shown = page.locator('.run-code');
  await shown.getByText('strategy.py').click();
  await expect(shown.locator('pre')).toHaveText('RULE = "ema"\n');

  await test.step('an export takes it along, into a folder beside the bundles', async () => {
    await page.keyboard.press('Alt+ArrowUp');
    await runs.grid.expectCount(count);
    const exporting = await runs.openExport();
    await exporting.getByRole('radio', { name: /^All that match/ }).check();
    const beside = exporting.getByRole('checkbox', { name: /^With source code/ });
    await expect(beside).toBeHidden();
    await exporting.getByRole('radio', { name: 'A folder on the server' }).check();
    await exporting.getByRole('button', { name: 'Choose a folder…' }).click();
    const targets = new FolderDialog(page, 'Export into a folder');
    await targets.goTo(folder);
    await targets.accept('Export here');
    await beside.check();
    await expect(exporting).toContainText('with source code into a new folder archive bundles');
    await expectAccessible(page);
    await exporting.getByRole('button', { name: 'Export', exact: true }).click();
    await expect(jobs.says).toContainText(`${count} written`);
    const taken = join(folder, 'archive bundles', 'code', 'strategy.py');
    await expect
      .poll(() => existsSync(taken) && readFileSync(taken, 'utf8'))
      .toBe('RULE = "ema"\n');
  });

  // A folder of bundles keeps no code: there is nothing to choose.
  await page.keyboard.press('ControlOrMeta+i');
  await dialog.getByLabel('Into').selectOption({ label: 'A new archive, in a folder you choose' });
  await expect(field).toBeHidden();
  await dialog.getByRole('radio', { name: /^A tiered archive/ }).check();
  await expect(field).toBeVisible();
});
