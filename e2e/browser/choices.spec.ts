import type { Locator, Page } from '@playwright/test';
import { QueryPage } from '../pages/query-page.ts';
import { RunPage } from '../pages/run-page.ts';
import { RunsPage } from '../pages/runs-page.ts';
import { SweepPage } from '../pages/sweep-page.ts';
import { afterDrawing } from '../support/after-drawing.ts';
import { expect, test } from '../support/app-test.ts';
import { demoCount } from '../support/temp-folder.ts';

/** Of a list of a hundred metrics. */
const OPTIONS_AT_MOST = 8;

test.describe.configure({ timeout: 240_000 });

test('every list, tab and switch of a screen can be set, and no screen fails', async ({
  page,
  serve,
}) => {
  const wrong: string[] = [];
  page.on('pageerror', (error) => wrong.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') wrong.push(message.text());
  });
  const { url } = await serve({ isDemo: true });
  await page.goto(url);
  const runs = new RunsPage(page);
  await runs.grid.expectCount(demoCount);
  let tried = 0;
  const tryScreen = async (screen: string) => {
    tried += await tryEverything(page, wrong, screen);
  };

  await test.step('sweep', async () => {
    await new SweepPage(page).open();
    await tryScreen('sweep');
  });

  await test.step('compare', async () => {
    await new SweepPage(page).leaveToRuns();
    await runs.grid.cell(0, 'algorithm_id').click();
    await runs.grid.cell(4, 'algorithm_id').click({ modifiers: ['Shift'] });
    await page.keyboard.press('Shift+C');
    await expect(page.getByRole('list', { name: 'Compared runs' })).toBeVisible();
    await tryScreen('compare');
  });

  await test.step('one run', async () => {
    await new SweepPage(page).leaveToRuns();
    await runs.addFilter('folder = "event"');
    await runs.grid.cell(0, 'algorithm_id').dblclick();
    await expect(new RunPage(page).curves).toBeVisible();
    await tryScreen('run');
  });

  await test.step('query', async () => {
    await page.getByRole('link', { name: 'Query', exact: true }).click();
    const query = new QueryPage(page);
    await query.ask(
      'SELECT tag, algorithm_id, number_of_trades, sharpe_ratio, max_drawdown FROM backtests',
    );
    await expect(query.answer).toContainText('rows in');
    await query.button('Chart').click();
    await tryScreen('query');
  });

  await test.step('storage and settings', async () => {
    await page.getByRole('link', { name: 'Storage', exact: true }).click();
    await tryScreen('storage');
    await page.keyboard.press('ControlOrMeta+,');
    await expect(page.locator('.settings-facts')).toBeVisible();
    await tryScreen('settings');
  });

  await test.step('runs', async () => {
    await page.goBack();
    await new SweepPage(page).leaveToRuns();
    await expect(runs.counts).toContainText(' of ');
    await tryScreen('runs');
  });

  expect(wrong).toEqual([]);
  expect(tried).toBeGreaterThan(150);
});

/** Gives how many choices were made. */
async function tryEverything(page: Page, wrong: string[], screen: string): Promise<number> {
  const main = page.getByRole('main');
  await expect(main).toBeVisible();
  let tried = 0;
  // A choice may bring other lists and take some away.
  const lists = main.locator('select:visible:enabled');
  for (let at = 0; at < (await lists.count()); at++) {
    for (const value of await valuesOf(lists.nth(at))) {
      const list = lists.nth(at);
      if (!(await valuesOf(list)).includes(value)) break;
      await list.selectOption(value, { timeout: 5000 });
      tried += 1;
      await look(page, wrong, `${screen}: list ${at} = ${value}`);
    }
  }
  for (const kind of [
    '[role=tab]',
    'button[aria-pressed]',
    'input[type=radio], input[type=checkbox]',
  ]) {
    const all = main.locator(kind);
    for (let at = 0; at < (await all.count()); at++) {
      const one = all.nth(at);
      if (!(await one.isVisible()) || !(await one.isEnabled())) continue;
      await one.click();
      tried += 1;
      await look(page, wrong, `${screen}: ${kind} ${at}`);
    }
  }
  return tried;
}

/** Of long lists every n-th. */
async function valuesOf(list: Locator): Promise<string[]> {
  if ((await list.count()) === 0) return [];
  return list.evaluate((element, most) => {
    const values = [...(element as HTMLSelectElement).options]
      .filter((option) => !option.disabled)
      .map(({ value }) => value);
    const step = Math.ceil(values.length / most);
    return values.filter((_, place) => place % step === 0);
  }, OPTIONS_AT_MOST);
}

async function look(page: Page, wrong: string[], what: string): Promise<void> {
  await afterDrawing(page);
  const failed = page.getByRole('heading', { name: 'This screen failed' });
  if ((await failed.count()) === 0) return;
  wrong.push(`${what}: ${await page.getByRole('main').innerText()}`);
  await page.getByRole('button', { name: 'Try again' }).click();
}
