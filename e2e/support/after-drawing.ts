import type { Page } from '@playwright/test';

/** Until the page has drawn what it had to draw: of two frames the second begins after the first was drawn. */
export async function afterDrawing(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  );
}
