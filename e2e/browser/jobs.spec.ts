import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { JobsBar } from '../pages/jobs-bar.ts';
import { MigratePage } from '../pages/migrate-page.ts';
import { RunsPage } from '../pages/runs-page.ts';
import { expect, test } from '../support/app-test.ts';
import { expectAccessible } from '../support/expect-accessible.ts';
import { projectFolder } from '../support/project-folder.ts';
import { bundlesBelow, copyBundles, demoFolder } from '../support/temp-folder.ts';

// Every bundle is taken apart, written, and put together again.
test.describe.configure({ timeout: 180_000 });

test('a migration that is killed in the middle is shown, goes on when asked, and loses nothing', async ({
  page,
  serve,
  folder,
}) => {
  const source = join(folder, 'sweep');
  copyBundles(join(demoFolder, 'event'), source);
  const bundles = bundlesBelow(source);
  const before = bundles.map((name) => hashOf(join(source, name)));
  const first = await serve({ folder: source });
  await page.goto(first.url);
  await new RunsPage(page).grid.expectCount(bundles.length);

  const migrate = new MigratePage(page);
  const target = join(folder, 'small');
  await migrate.open('sweep');
  await migrate.chooseFolder(folder);
  const wasKilled = killWhenFirstWritten(target, first.kill);
  await migrate.start('small');
  await wasKilled;

  const second = await serve({ folder: source });
  await page.goto(second.url);
  const jobs = new JobsBar(page);
  const list = await jobs.openList();
  const migration = list.getByRole('listitem').filter({ hasText: 'Migrate sweep to tiered' });
  await expect(migration).toContainText(/Stopped at .+ when Strata was closed/);
  await expect(migration.getByRole('button', { name: /^Resume/ })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');

  await jobs.button('Resume all (1)').click();
  await expect(jobs.button(/^Resume all/)).toBeHidden();
  const again = await jobs.openList();
  await expect(
    again.getByRole('listitem').filter({ hasText: 'Migrate sweep to tiered' }),
  ).toContainText(/\d+ migrated/, { timeout: 120_000 });

  const copy = join(folder, 'copy');
  strata('export', target, '--all', '--to', copy);
  expect(bundlesBelow(copy)).toEqual(bundles);
  expect(bundles.map((name) => hashOf(join(copy, name)))).toEqual(before);
  expect(bundles.map((name) => hashOf(join(source, name)))).toEqual(before);
  expect(rowsOf(target)).toEqual(rowsOf(source));
});

/** As a loss of power would, once the first of the new archive's data lies on the disk. */
async function killWhenFirstWritten(target: string, kill: () => Promise<void>): Promise<void> {
  const [made, staged] = [join(target, 'archive.json'), join(target, 'tmp')];
  await expect
    .poll(() => existsSync(made) && readdirSync(staged).length > 0, { intervals: [5] })
    .toBe(true);
  await kill();
}

function hashOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

function strata(...args: string[]): string {
  const program = join(projectFolder, 'bin', 'strata.mjs');
  return execFileSync(process.execPath, [program, ...args], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
}

/** What the table shows of each backtest: the same of a folder and of the archive it became. */
function rowsOf(archive: string): unknown {
  return JSON.parse(strata('list', archive, '--json', '--sort', 'handle:asc'));
}
