import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright';
import { chromiumToLaunch } from '../e2e/support/chromium.ts';
import { startServer } from '../e2e/support/start-server.ts';
import { importIntoTiered } from '../src/main/operations/import-into-tiered.ts';
import { createTask } from '../src/main/operations/task-context.ts';
import type { Figures } from './figures.ts';
import { longBundle } from './long-bundle.ts';

const POINTS = 12_000;
const RUNS = 8;

/** From the key that opens a run of a tiered archive to its curves on screen; every time another run. */
export async function measureRunPage(workFolder: string): Promise<Figures[]> {
  const source = join(workFolder, 'long');
  mkdirSync(source);
  for (let no = 0; no < RUNS; no += 1) {
    writeFileSync(join(source, `long_${no}.iafbt`), longBundle(no, POINTS));
  }
  const root = join(workFolder, 'long-tiered');
  await importIntoTiered({ root, sources: [source] }, createTask().task);
  const server = await startServer({ stateFolder: join(workFolder, 'run-state'), folder: root });
  const browser = await chromium.launch(chromiumToLaunch());
  try {
    return [await measureOpening(browser, server.url)];
  } finally {
    await browser.close();
    await server.stop();
  }
}

async function measureOpening(browser: Browser, url: string): Promise<Figures> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  await page.goto(url);
  await page.locator('[data-row="0"] [data-column="algorithm_id"]').click();
  const ours: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    await page.evaluate(watchCurves);
    // The first brings the page's code along and is not counted.
    await page.keyboard.press(run === 0 ? 'Enter' : ']');
    await page.waitForFunction(() => Reflect.get(globalThis, 'curvesAfter'));
    const took = Number(await page.evaluate(() => Reflect.get(globalThis, 'curvesAfter')));
    if (run > 0) ours.push(took);
    await page.locator('.run-place', { hasText: `${run + 1} of ${RUNS}` }).waitFor();
    await page.waitForFunction(() => document.querySelector('main [aria-busy=true]') === null);
  }
  await page.close();
  return {
    name: `run page from the tiers, ${POINTS.toLocaleString('en-US')} points`,
    unit: 'ms',
    ours,
    reference: null,
    note: 'from the key to the curves; each run for the first time',
  };
}

/** Sent to the page as source: from the key to the frame after the curves of another run were drawn. */
function watchCurves(): void {
  Reflect.set(globalThis, 'curvesAfter', 0);
  const start = () => {
    const startedAt = performance.now();
    const before = document.querySelector('.run-plots .uplot');
    const look = () => {
      const now = document.querySelector('.run-plots .uplot');
      if (now === null || now === before) {
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
