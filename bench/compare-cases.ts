import { join } from 'node:path';
import { type Browser, chromium } from 'playwright';
import { demoFolder } from '#testing/demo-bundles.ts';
import { chromiumToLaunch } from '../e2e/support/chromium.ts';
import { startServer } from '../e2e/support/start-server.ts';
import { copyBundles } from '../e2e/support/temp-folder.ts';
import type { Figures } from './figures.ts';

const CURVES = 50;
const ROUNDS = 2;

/** From the key that compares 50 runs to their curves on screen; every round takes runs that were not read before. */
export async function measureComparing(workFolder: string): Promise<Figures[]> {
  const folder = join(workFolder, 'compare');
  copyBundles(demoFolder, folder);
  const server = await startServer({ stateFolder: join(workFolder, 'compare-state'), folder });
  const browser = await chromium.launch(chromiumToLaunch());
  try {
    return [await measureOverlays(browser, server.url)];
  } finally {
    await browser.close();
    await server.stop();
  }
}

async function measureOverlays(browser: Browser, url: string): Promise<Figures> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  await page.goto(url);
  await page.getByRole('button', { name: /^Dismiss Index/ }).waitFor();
  await page.getByRole('button', { name: 'Runs', exact: true }).click();
  const cell = page.locator('[data-row="0"] [data-column="algorithm_id"]');
  await cell.click();
  const ours: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    for (let more = 1; more < CURVES; more += 1) await page.keyboard.press('Shift+ArrowDown');
    await page.evaluate(watchCurves);
    await page.keyboard.press('Shift+C');
    await page.waitForFunction(() => Reflect.get(globalThis, 'curvesAfter'));
    ours.push(Number(await page.evaluate(() => Reflect.get(globalThis, 'curvesAfter'))));
    await page.getByRole('button', { name: 'Take all out' }).click();
    await page.getByRole('button', { name: 'Choose runs' }).click();
    await page.locator('[role=row][data-row]').nth(5).waitFor();
    await page.getByRole('grid').focus();
    await page.keyboard.press('Escape');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
  }
  await page.close();
  return { name: 'overlay of 50 curves, cold', unit: 'ms', ours, reference: null };
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
