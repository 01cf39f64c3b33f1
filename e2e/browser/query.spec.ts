import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { JobsBar } from '../pages/jobs-bar.ts';
import { QueryPage } from '../pages/query-page.ts';
import { RunsPage } from '../pages/runs-page.ts';
import { expect, test } from '../support/app-test.ts';
import { fetchDownload } from '../support/downloads.ts';
import { expectAccessible } from '../support/expect-accessible.ts';
import { keptUnder, shownArchive } from '../support/kept-state.ts';
import { projectFolder } from '../support/project-folder.ts';
import { copyBundles, demoFolder } from '../support/temp-folder.ts';

test('the rows of the table are asked again as SQL, sorted, drawn, exported, and come back', async ({
  page,
  demoRuns: runs,
}) => {
  const query = new QueryPage(page);
  await runs.addFilter('tag = "sweep_b"');
  await runs.grid.sortBy('Sharpe');
  await expect(runs.counts).toContainText('18 of');
  const names = await runs.grid.texts('algorithm_id');
  await runs.button('More').click();
  await page.getByRole('menuitem', { name: 'Open in Query' }).click();

  await expect(query.editor).toHaveValue(/tag = 'sweep_b'/);
  await query.button('Run').click();
  await expect(query.answer).toContainText('18 rows in');
  expect(await query.grid.texts('algorithm_id')).toEqual(names);
  await query.grid.sortBy('algorithm_id');
  expect(await query.grid.texts('algorithm_id')).toEqual([...names].sort());

  await test.step('a wrong name is shown in its place', async () => {
    await query.ask('SELECT nosuch FROM backtests');
    await expect(page.getByRole('alert')).toContainText('nosuch');
    await expect(query.editor).toHaveAttribute('aria-invalid', 'true');
  });

  await test.step('names come from the panel, and what was asked from the history', async () => {
    await query.editor.fill('SELECT');
    await query.tables
      .getByRole('button', { name: /^sharpe_ratio/ })
      .first()
      .click();
    await expect(query.editor).toHaveValue('SELECT sharpe_ratio');
    await query.button('History').click();
    await page.getByRole('menuitem', { name: /^SELECT b\.handle/ }).click();
    await expect(query.editor).toHaveValue(/tag = 'sweep_b'/);
  });

  await test.step('a query that runs wild is cancelled, the answer before stays', async () => {
    await query.ask(
      'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n',
    );
    await expect(query.answer).toHaveText('Running…');
    await query.button('Cancel').click();
    await expect(query.answer).toHaveText('Cancelled.');
    await expect(query.grid.row(0)).toBeVisible();
  });

  await test.step('more rows than asked for are said, and exported all the same', async () => {
    await page.getByRole('combobox', { name: 'Rows at most' }).selectOption('100 rows at most');
    await query.ask(
      'SELECT handle, run, r.sharpe_ratio FROM runs r JOIN backtests b ON b.no = r.backtest_no',
    );
    await expect(query.answer).toContainText('The first 100 rows');
    await query.button('Export').click();
    await page.getByRole('menuitem', { name: /^CSV/ }).click();
    const { name, bytes } = await fetchDownload(page, new JobsBar(page).download);
    expect(name).toMatch(/query\.csv$/);
    expect(bytes.toString().trimEnd().split('\r\n').length).toBeGreaterThan(150);
  });

  await page.reload();
  await expect(query.editor).toHaveValue(/^SELECT handle, run/);
  await query.button('History').click();
  await expect(page.getByRole('menuitem', { name: /^SELECT handle, run/ })).toBeVisible();
});

test('a tiered archive is asked with DuckDB, every point of every curve', async ({
  page,
  serve,
  folder,
}) => {
  const root = join(folder, 'tiered');
  const program = join(projectFolder, 'bin', 'strata.mjs');
  const bundles = join(folder, 'bundles');
  copyBundles(join(demoFolder, 'event'), bundles);
  const between = ['--from', 'local-dir', '--to', 'local-tiered'];
  execFileSync(process.execPath, [program, 'migrate-store', ...between, bundles, root]);
  const server = await serve({ folder: root });
  await page.goto(server.url);
  const query = new QueryPage(page);
  await expect(new RunsPage(page).counts).toContainText('7 backtests');
  await page.getByRole('link', { name: 'Query', exact: true }).click();
  await expect(query.tables).toContainText('DuckDB over the tiers');

  await query.ask(
    "SELECT s.ts, r.window AS fold, s.value FROM metric_series s JOIN runs r USING (run_id) WHERE metric_name = 'equity_curve'",
  );
  await expect(query.answer).toContainText('rows in');
  await query.button('Chart').click();
  await expect(page.getByRole('img', { name: /^line chart of value by ts/ })).toBeVisible();
  await page.getByRole('combobox', { name: 'Split by' }).selectOption('split by fold');
  await expect(page.getByText(/rows have both values/)).toBeVisible();
  await expectAccessible(page);

  await test.step('another screen and a restart cost nothing but the rows', async () => {
    const chart = page.getByRole('img', { name: /^line chart of value by ts/ });
    const [text, points] = [
      await query.editor.inputValue(),
      await chart.getAttribute('aria-label'),
    ];
    await page.getByRole('link', { name: 'Runs', exact: true }).click();
    await expect(new RunsPage(page).grid.row(0)).toBeVisible();
    await page.goBack();
    await expect(chart).toHaveAccessibleName(points ?? '');
    await expect(page.getByRole('combobox', { name: 'Split by' })).toHaveValue('1');
    await expect
      .poll(() => keptChart(page))
      .toEqual({ kind: 'line', x: 'ts', y: 'value', split: 'fold' });

    await page.goto('about:blank');
    await server.stop();
    const again = await serve({ folder: root });
    await page.goto(again.url);
    await page.getByRole('link', { name: 'Query', exact: true }).click();
    await expect(query.answer).toContainText('the rows are not kept');
    await expect(query.editor).toHaveValue(text);
    await expectAccessible(page);
    await query.button('Run again').click();
    await expect(chart).toHaveAccessibleName(points ?? '');
    await expect(page.getByRole('combobox', { name: 'Split by' })).toHaveValue('1');
  });

  await query.ask("SELECT * FROM read_text('/etc/passwd')");
  await expect(page.getByRole('alert')).toContainText('Permission');
});

/** The chart of the Query screen, as the engine has it by now. */
async function keptChart(page: Page): Promise<unknown> {
  const kept = await keptUnder(page, `query ${shownArchive(page)}`);
  return (kept as { chart?: unknown } | null)?.chart;
}
