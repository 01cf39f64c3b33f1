import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright';
import { chromiumToLaunch } from '../e2e/support/chromium.ts';
import { startServer } from '../e2e/support/start-server.ts';
import { openIndexWriter } from '../src/main/store/index/open-index.ts';
import { writeChanges } from '../src/main/store/index/write-rows.ts';
import type { Figures } from './figures.ts';
import { sketchedBundle } from './sketched-bundle.ts';

const ROWS = 100_000;
const LOADS = 5;
const LASSOS = 5;
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
  const heat: number[] = [];
  const dots: number[] = [];
  await page.getByRole('link', { name: 'Sweep', exact: true }).click();
  await dotsOf(page).waitFor();
  for (let load = 0; load < LOADS; load += 1) {
    await page.reload();
    const shown = await page.evaluate(whenShown);
    heat.push(shown.heat);
    dots.push(shown.dots);
  }
  const { longest, selected } = await measureLassos(page);
  await page.close();
  const what = `${ROWS.toLocaleString('en-US')} backtests`;
  const line = { unit: 'ms', reference: null } as const;
  return [
    { ...line, name: `heat map there after opening the page, ${what}`, ours: heat },
    { ...line, name: `a dot for each there after opening the page, ${what}`, ours: dots },
    {
      ...line,
      name: `longest task of the page while a lasso is drawn, ${what}`,
      ours: longest,
      note: '0: none over 50 ms',
    },
    { ...line, name: `selection there after a lasso, ${what}`, ours: selected },
  ];
}

function dotsOf(page: Page) {
  return page.getByRole('img', { name: /a dot for each of/ });
}

/** Sent to the page as source. Times are since the page was asked for. */
function whenShown(): Promise<{ heat: number; dots: number }> {
  return new Promise((resolve) => {
    let heat = 0;
    const look = () => {
      if (heat === 0 && document.querySelector('.swept-heat canvas')) heat = performance.now();
      const dots = document.querySelector('.swept-scatter canvas[aria-label]');
      if (heat > 0 && dots) resolve({ heat, dots: performance.now() });
      else requestAnimationFrame(look);
    };
    look();
  });
}

async function measureLassos(page: Page) {
  const picture = page.locator('.swept-scatter .swept-picture');
  await picture.scrollIntoViewIfNeeded();
  const box = await picture.boundingBox();
  if (box === null) throw new Error('the scatter is not on screen');
  const longest: number[] = [];
  const selected: number[] = [];
  for (let lasso = 0; lasso < LASSOS; lasso += 1) {
    await page.evaluate(watchLongTasks);
    await page.evaluate(watchSelection);
    const [left, top] = [box.x + 90 + 60 * lasso, box.y + 30 + 10 * lasso];
    await page.mouse.move(left, top);
    await page.mouse.down();
    for (const [x, y] of [
      [left + 400, top],
      [left + 400, top + 180],
      [left, top + 180],
    ] as const) {
      await page.mouse.move(x, y, { steps: 40 });
    }
    longest.push(await page.evaluate(longestTask));
    await page.mouse.up();
    selected.push(await page.evaluate(selectionTook));
  }
  return { longest, selected };
}

function watchLongTasks(): void {
  const tasks: number[] = [];
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) tasks.push(duration);
  }).observe({ type: 'longtask' });
  Reflect.set(globalThis, 'longTasks', tasks);
}

function longestTask(): Promise<number> {
  return new Promise((resolve) => {
    // Observers are told after the frame in which a task ended.
    setTimeout(() => resolve(Math.max(0, ...Reflect.get(globalThis, 'longTasks'))), 300);
  });
}

/** From the release of the pointer until the number of the selected is another. */
function watchSelection(): void {
  Reflect.set(globalThis, 'selectionTook', 0);
  let releasedAt = 0;
  window.addEventListener(
    'pointerup',
    () => {
      releasedAt = performance.now();
    },
    { capture: true, once: true },
  );
  const counts = document.querySelector('[role=status][aria-label=Counts]');
  if (counts === null) throw new Error('no counts on screen');
  const watch = new MutationObserver(() => {
    watch.disconnect();
    Reflect.set(globalThis, 'selectionTook', performance.now() - releasedAt);
  });
  watch.observe(counts, { characterData: true, childList: true, subtree: true });
}

function selectionTook(): Promise<number> {
  return new Promise((resolve) => {
    const look = () => {
      const took = Number(Reflect.get(globalThis, 'selectionTook'));
      if (took > 0) resolve(took);
      else requestAnimationFrame(look);
    };
    look();
  });
}
