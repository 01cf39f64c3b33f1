import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright';
import { demoFolder } from '#testing/demo-bundles.ts';
import { chromiumToLaunch } from '../e2e/support/chromium.ts';
import { startServer } from '../e2e/support/start-server.ts';
import { importIntoTiered } from '../src/main/operations/import-into-tiered.ts';
import { createTask } from '../src/main/operations/task-context.ts';
import { makeDistinct } from './distinct-bundles.ts';
import type { Figures } from './figures.ts';
import { bundlesIn } from './sweep-folders.ts';

const CURVES = 50;
/** Each of runs that were not read before. */
const ROUNDS = 6;
/** A round for the page's code, not counted. */
const BACKTESTS = CURVES * (ROUNDS + 1);

/** From the key that compares 50 runs to their curves on screen, out of a folder of bundles and out of the tiers. */
export async function measureComparing(workFolder: string): Promise<Figures[]> {
  const folder = join(workFolder, 'compare');
  // Backtests of one run each, of 3,097 points: 50 of them are 50 curves.
  const sweep = join(demoFolder, 'sweep_b');
  makeDistinct({ name: 'sweep_b', folder: sweep, bundles: bundlesIn(sweep) }, folder, BACKTESTS);
  const tiered = join(workFolder, 'compare-tiered');
  await importIntoTiered({ root: tiered, sources: [folder] }, createTask().task);
  const browser = await chromium.launch(chromiumToLaunch());
  try {
    return [
      await measureArchive(browser, folder, 'a folder'),
      await measureArchive(browser, tiered, 'the tiers'),
    ];
  } finally {
    await browser.close();
  }
}

async function measureArchive(browser: Browser, folder: string, what: string): Promise<Figures> {
  const server = await startServer({ stateFolder: `${folder}-state`, folder });
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  try {
    await page.goto(server.url);
    const all = String(CURVES * (ROUNDS + 1));
    await page
      .getByRole('grid')
      .and(page.locator(`[aria-rowcount="${Number(all) + 1}"]`))
      .waitFor();
    return {
      name: `overlay of ${CURVES} curves of 3,097 points, from ${what}`,
      unit: 'ms',
      ours: await measureOverlays(page),
      reference: null,
      note: 'from the key to the curves; each run for the first time',
    };
  } finally {
    await page.close();
    await server.stop();
  }
}

async function measureOverlays(page: Page): Promise<number[]> {
  const ours: number[] = [];
  await page.locator('[data-row="0"] [data-column="algorithm_id"]').click();
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (let more = 1; more < CURVES; more += 1) await page.keyboard.press('Shift+ArrowDown');
    await page.evaluate(watchCurves);
    await page.keyboard.press('Shift+C');
    await page.waitForFunction(() => Reflect.get(globalThis, 'curvesAfter'));
    if (round > 0)
      ours.push(Number(await page.evaluate(() => Reflect.get(globalThis, 'curvesAfter'))));
    await page.getByRole('heading', { name: `${CURVES} runs` }).waitFor();
    await page.waitForFunction(() => document.querySelector('main [aria-busy=true]') === null);
    await page.getByRole('button', { name: 'Take all out' }).click();
    await page.getByRole('button', { name: 'Choose runs' }).click();
    await page.locator('[role=row][data-row]').nth(5).waitFor();
    await page.getByRole('grid').focus();
    await page.keyboard.press('Escape');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
  }
  return ours;
}

/** Sent to the page as source: from the key to the frame after both charts were drawn. */
function watchCurves(): void {
  Reflect.set(globalThis, 'curvesAfter', 0);
  const start = () => {
    const startedAt = performance.now();
    const look = () => {
      if (document.querySelectorAll('.compare-charts .u-over').length < 2) {
        requestAnimationFrame(look);
        return;
      }
      requestAnimationFrame(() => {
        Reflect.set(globalThis, 'curvesAfter', performance.now() - startedAt);
      });
    };
    look();
  };
  window.addEventListener('keydown', start, { once: true, capture: true });
}
