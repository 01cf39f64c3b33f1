import type { Page } from '@playwright/test';

/** What the engine keeps by now of a screen of the archive on screen: `runs/ARCHIVE/place` and the like. */
export function keptState(page: Page, screen: string, what: string): Promise<unknown> {
  return keptUnder(page, `${screen}/${shownArchive(page)}/${what}`);
}

/** The same under any key: it is told a moment after a change. */
export function keptUnder(page: Page, key: string): Promise<unknown> {
  return page.evaluate(async (name) => {
    const answer = await fetch('/api/readState', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ key: name }),
    });
    return (await answer.json()).value.value;
  }, key);
}

export function shownArchive(page: Page): string {
  return /archive\/([^/]+)\//.exec(new URL(page.url()).hash)?.[1] ?? '';
}
