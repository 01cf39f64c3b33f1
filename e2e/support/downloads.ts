import { buffer } from 'node:stream/consumers';
import type { Locator, Page } from '@playwright/test';

/** What a click on a download link gives: its name and its bytes. */
export async function fetchDownload(
  page: Page,
  link: Locator,
): Promise<{ name: string; bytes: Buffer }> {
  const coming = page.waitForEvent('download');
  await link.click();
  const download = await coming;
  return {
    name: download.suggestedFilename(),
    bytes: await buffer(await download.createReadStream()),
  };
}
