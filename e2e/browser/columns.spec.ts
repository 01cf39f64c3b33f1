import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { RunsPage } from '../pages/runs-page.ts';
import { expect, test } from '../support/app-test.ts';
import { keptState } from '../support/kept-state.ts';
import { projectFolder } from '../support/project-folder.ts';
import { demoCount } from '../support/temp-folder.ts';

test.use({
  viewport: { width: 1600, height: 900 },
  permissions: ['clipboard-read', 'clipboard-write'],
});

test('columns are dragged, widened and pinned, by mouse and key, and stand so after a restart', async ({
  page,
  serve,
}) => {
  const server = await serve({ isDemo: true });
  await page.goto(server.url);
  const { grid } = new RunsPage(page);
  await grid.expectCount(demoCount);
  // The columns are those that the archive fills: they come a moment after the rows.
  await expect(grid.head('ema_fast')).toBeVisible();
  const [, second, third] = await headsOf(page);

  await test.step('a head is dragged before another', async () => {
    await grid.head(third!).dragTo(grid.head(second!), { targetPosition: { x: 4, y: 10 } });
    await expect.poll(async () => (await headsOf(page)).slice(1, 3)).toEqual([third, second]);
  });

  await test.step('its edge is dragged', async () => {
    const before = await widthOf(page, third!);
    const edge = (await grid.head(third!).locator('.dt-resize').boundingBox())!;
    const [x, y] = [edge.x + edge.width / 2, edge.y + edge.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 60, y, { steps: 4 });
    await page.mouse.up();
    await expect.poll(() => widthOf(page, third!)).toBe(before + 60);
  });

  await test.step('the menu of a head pins it beside the name', async () => {
    await grid.head(second!).click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Pin at the left' }).click();
    await expect.poll(async () => (await headsOf(page)).slice(1, 3)).toEqual([second, third]);
  });

  const before = { heads: await headsOf(page), width: await widthOf(page, third!) };
  await expect.poll(() => keptPinned(page)).toBe(2);
  await page.goto('about:blank');
  await server.stop();
  const again = await serve({ isDemo: true });
  await page.goto(again.url);
  await grid.expectCount(demoCount);
  await expect
    .poll(async () => ({ heads: await headsOf(page), width: await widthOf(page, third!) }))
    .toEqual(before);
});

test('what the table shows is copied as rows, and as a command that lists the same', async ({
  page,
  serve,
}) => {
  const { url } = await serve({ isDemo: true });
  await page.goto(url);
  const runs = new RunsPage(page);
  await runs.grid.expectCount(demoCount);
  await runs.grid.sortBy('Sharpe');
  await runs.addFilter('trades < 5');
  await expect(runs.counts).toContainText(' of ');
  await runs.grid.settled();
  const names = await runs.grid.texts('algorithm_id');
  await runs.grid.cell(0, 'algorithm_id').click();
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('ControlOrMeta+c');
  await expect.poll(() => clipboard(page)).toContain(names[1]);
  const lines = (await clipboard(page)).trimEnd().split(/\r?\n/);
  expect(lines).toHaveLength(3);
  for (const [index, line] of lines.slice(1).entries()) expect(line).toContain(names[index]);

  await runs.button('More').click();
  await page.getByRole('menuitem', { name: 'Copy as CLI command' }).click();
  await expect.poll(() => clipboard(page)).toMatch(/^strata list /);
  const command = await clipboard(page);
  const program = `'${process.execPath}' '${join(projectFolder, 'bin', 'strata.mjs')}'`;
  const listed = execFileSync('sh', ['-c', `${command.replace(/^strata/, program)} --json`], {
    encoding: 'utf8',
  });
  const rows = JSON.parse(listed) as { algorithm_id: string }[];
  expect(rows.slice(0, names.length).map((row) => row.algorithm_id)).toEqual(names);
});

const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

/** Names of the columns from the left. */
function headsOf(page: Page): Promise<(string | null)[]> {
  return page
    .getByRole('grid')
    .locator('[data-head]')
    .evaluateAll((heads) =>
      heads
        .map((head) => ({
          name: head.getAttribute('aria-label'),
          left: head.getBoundingClientRect().left,
        }))
        .filter(({ name }) => name !== 'Selection')
        .sort((a, b) => a.left - b.left)
        .map(({ name }) => name),
    );
}

async function widthOf(page: Page, label: string): Promise<number> {
  const box = await page
    .getByRole('grid')
    .getByRole('columnheader', { name: label, exact: true })
    .boundingBox();
  return Math.round(box?.width ?? 0);
}

/** How many columns are pinned, as the engine has it by now. */
async function keptPinned(page: Page): Promise<number> {
  const view = (await keptState(page, 'runs', 'view')) as {
    tables: { backtests: { layout: { pinned: string[] } | null } };
  } | null;
  return view?.tables.backtests.layout?.pinned.length ?? 0;
}
