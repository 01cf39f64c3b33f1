import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright';
import { writeSyntheticIndex } from '#testing/synthetic-index.ts';
import { chromiumToLaunch } from '../e2e/support/chromium.ts';
import { startServer } from '../e2e/support/start-server.ts';
import type { Figures } from './figures.ts';
import { longestTask, watchLongTasks } from './page-watchers.ts';

const LOADS = 7;
const JUMPS = 20;
const ROUNDS = 5;

/** What somebody at the window waits for, in a real Chromium over the built server. */
export async function measureBrowser(workFolder: string): Promise<Figures[]> {
  const browser = await chromium.launch(chromiumToLaunch());
  try {
    return [
      await withRows(browser, workFolder, 100_000, measureOpening),
      await withRows(browser, workFolder, 1_000_000, measureOpening),
      ...(await withRows(browser, workFolder, 1_000_000, measureScrolling)),
    ];
  } finally {
    await browser.close();
  }
}

interface Shown {
  page: Page;
  url: string;
  what: string;
}

async function withRows<Result>(
  browser: Browser,
  workFolder: string,
  rows: number,
  measure: (shown: Shown) => Promise<Result>,
): Promise<Result> {
  const folder = join(workFolder, `rows-${rows}-${measure.name}`);
  mkdirSync(folder);
  const index = join(folder, 'rows.sqlite');
  writeSyntheticIndex(index, rows);
  const server = await startServer({ stateFolder: join(folder, 'state'), folder: index });
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  try {
    return await measure({ page, url: server.url, what: `${rows.toLocaleString('en-US')} rows` });
  } finally {
    await page.close();
    await server.stop();
  }
}

/** From the request for the page to the first row with its values on screen. */
async function measureOpening({ page, url, what }: Shown): Promise<Figures> {
  await page.addInitScript(watchFirstRow);
  await page.goto(url);
  const firstRow = () => page.waitForFunction(() => Reflect.get(globalThis, 'firstRowAt'));
  await firstRow();
  const ours: number[] = [];
  for (let load = 0; load < LOADS; load += 1) {
    await page.reload();
    ours.push(Number(await (await firstRow()).jsonValue()));
  }
  return { name: `first rows after opening the page, ${what}`, unit: 'ms', ours, reference: null };
}

/** Sent to the page as source. Times are since the page was asked for. */
function watchFirstRow(): void {
  const look = () => {
    const cell = document.querySelector('[data-row="0"] [data-column="algorithm_id"]');
    if (cell?.textContent) Reflect.set(globalThis, 'firstRowAt', performance.now());
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

async function measureScrolling({ page, url, what }: Shown): Promise<Figures[]> {
  await page.goto(url);
  await page.locator('[data-row="0"]').waitFor();
  const jumps: number[] = [];
  for (let jump = 0; jump < JUMPS; jump += 1) jumps.push(await page.evaluate(jumpTo, share(jump)));

  const longest: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await page.evaluate(watchLongTasks);
    await page.getByRole('grid').hover();
    for (let turn = 0; turn < 60; turn += 1) await page.mouse.wheel(0, turn % 2 === 0 ? 240 : 3000);
    longest.push(await page.evaluate(longestTask));
  }
  return [
    {
      name: `rows there after a jump of the scroll bar, ${what}`,
      unit: 'ms',
      ours: jumps,
      reference: null,
    },
    {
      name: `longest task of the page while the wheel turns, ${what}`,
      unit: 'ms',
      ours: longest,
      reference: null,
      note: '0: none over 50 ms',
    },
  ];
}

/** Spread over the whole length, and never the same twice. */
function share(jump: number): number {
  return ((jump * 0.618_033_988) % 1) * 0.98 + 0.01;
}

function jumpTo(part: number): Promise<number> {
  const grid = document.querySelector('[role=grid]') as HTMLElement;
  const startedAt = performance.now();
  grid.scrollTop = part * (grid.scrollHeight - grid.clientHeight);
  return new Promise((resolve) => {
    const look = () => {
      const rows = [...grid.querySelectorAll('[role=row][aria-rowindex]')].slice(1);
      const areThere = rows.length > 0 && rows.every((row) => row.hasAttribute('data-row'));
      if (areThere) resolve(performance.now() - startedAt);
      else requestAnimationFrame(look);
    };
    // The frame that draws the new place comes first.
    requestAnimationFrame(() => requestAnimationFrame(look));
  });
}
