import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright';
import { chromiumToLaunch } from '../e2e/support/chromium.ts';
import { startServer } from '../e2e/support/start-server.ts';
import { openIndexWriter } from '../src/main/store/index/open-index.ts';
import { writeChanges } from '../src/main/store/index/write-rows.ts';
import type { Figures } from './figures.ts';
import {
  framesSeen,
  heatMapTook,
  longestTask,
  selectionTook,
  watchFrames,
  watchHeatMap,
  watchLongTasks,
  watchSelection,
  whenShown,
} from './page-watchers.ts';
import { sketchedBundle } from './sketched-bundle.ts';

const ROWS = 100_000;
const LOADS = 5;
const LASSOS = 5;
/** Moves of the pointer along each side of a lasso, and over the dots. */
const MOVES = 40;
const BATCH = 256;

/** The sweep screen over 100,000 backtests, in a real Chromium over the built server. */
export async function measureSweep(workFolder: string): Promise<Figures[]> {
  const folder = join(workFolder, 'sweep-screen');
  mkdirSync(folder);
  const index = join(folder, 'rows.sqlite');
  writeIndex(index);
  const browser = await chromium.launch(chromiumToLaunch());
  const server = await startServer({ stateFolder: join(folder, 'state'), folder: index });
  try {
    return await measure(browser, server.url);
  } finally {
    await browser.close();
    await server.stop();
  }
}

function writeIndex(file: string): void {
  const writer = openIndexWriter(file, { rebuild: true });
  try {
    for (let from = 0; from < ROWS; from += BATCH) {
      const count = Math.min(BATCH, ROWS - from);
      writeChanges(
        writer,
        Array.from({ length: count }, (_, at) => sketchedBundle(from + at)),
      );
    }
  } finally {
    writer.close();
  }
}

async function measure(browser: Browser, url: string): Promise<Figures[]> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  await page.goto(url);
  await page.locator('[data-row="0"]').waitFor();
  // The first time the engine reads the columns from the disk, and the page its code.
  await page.evaluate(watchHeatMap);
  await page.getByRole('link', { name: 'Sweep', exact: true }).click();
  const first = await page.evaluate(heatMapTook);
  await dotsOf(page).waitFor();
  const heat: number[] = [];
  const dots: number[] = [];
  for (let load = 0; load < LOADS; load += 1) {
    await page.reload();
    const shown = await page.evaluate(whenShown);
    heat.push(shown.heat);
    dots.push(shown.dots);
  }
  const lassos = await measureLassos(page);
  const hovering = await measureHovering(page);
  await page.close();
  const what = `${ROWS.toLocaleString('en-US')} backtests`;
  const line = { unit: 'ms', reference: null } as const;
  const tasks = { ...line, note: '0: none over 50 ms' };
  const frames = { ...line, note: 'all lassos together' };
  return [
    { ...line, name: `heat map there after the first press on Sweep, ${what}`, ours: [first] },
    { ...line, name: `heat map there after opening the page, ${what}`, ours: heat },
    { ...line, name: `a dot for each there after opening the page, ${what}`, ours: dots },
    {
      ...tasks,
      name: `longest task of the page while a lasso is drawn, ${what}`,
      ours: lassos.longest,
    },
    {
      ...tasks,
      name: `longest task of the page after it is let go, ${what}`,
      ours: lassos.longestAfter,
    },
    { ...tasks, name: `longest task of the page while dots are hovered, ${what}`, ours: hovering },
    ...([50, 95, 100] as const).map((share) => ({
      ...frames,
      name: `frame while a lasso is drawn, ${share === 100 ? 'longest' : `p${share}`}, ${what}`,
      ours: [percentile(lassos.frames, share / 100)],
    })),
    { ...line, name: `selection there after a lasso, ${what}`, ours: lassos.selected },
  ];
}

/** The nearest of the values themselves. */
function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

function dotsOf(page: Page) {
  return page.getByRole('img', { name: /a dot for each of/ });
}

async function measureLassos(page: Page) {
  const box = await scatterBox(page);
  const longest: number[] = [];
  const longestAfter: number[] = [];
  const frames: number[] = [];
  const selected: number[] = [];
  for (let lasso = 0; lasso < LASSOS; lasso += 1) {
    await page.evaluate(watchLongTasks);
    await page.evaluate(watchSelection);
    const [left, top] = [box.x + 90 + 60 * lasso, box.y + 30 + 10 * lasso];
    await page.mouse.move(left, top);
    await page.mouse.down();
    await page.evaluate(watchFrames);
    for (const [x, y] of [
      [left + 400, top],
      [left + 400, top + 180],
      [left, top + 180],
    ] as const) {
      await page.mouse.move(x, y, { steps: MOVES });
    }
    frames.push(...(await page.evaluate(framesSeen)));
    longest.push(await page.evaluate(longestTask));
    await page.evaluate(watchLongTasks);
    await page.mouse.up();
    selected.push(await page.evaluate(selectionTook));
    longestAfter.push(await page.evaluate(longestTask));
  }
  return { longest, longestAfter, frames, selected };
}

async function measureHovering(page: Page): Promise<number[]> {
  const box = await scatterBox(page);
  const longest: number[] = [];
  for (let sweep = 0; sweep < LASSOS; sweep += 1) {
    await page.evaluate(watchLongTasks);
    await page.mouse.move(box.x + 90, box.y + 40 + 40 * sweep);
    await page.mouse.move(box.x + 690, box.y + 60 + 40 * sweep, { steps: MOVES });
    longest.push(await page.evaluate(longestTask));
  }
  return longest;
}

async function scatterBox(page: Page) {
  const picture = page.locator('.swept-scatter .swept-picture');
  await picture.scrollIntoViewIfNeeded();
  const box = await picture.boundingBox();
  if (box === null) throw new Error('the scatter is not on screen');
  return box;
}
