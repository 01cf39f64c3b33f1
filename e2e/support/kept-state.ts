import type { Page } from '@playwright/test';

/** What the engine keeps by now of a screen of the archive on screen: `runs/ARCHIVE/place` and the like. */
export function keptState(page: Page, screen: string, what: string): Promise<unknown> {
  return page.evaluate(
    async ([of, part]) => {
      const [, archive] = /archive\/([^/]+)\//.exec(window.location.hash) ?? [];
      const answer = await fetch('/api/readState', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ key: `${of}/${archive}/${part}` }),
      });
      return (await answer.json()).value.value;
    },
    [screen, what],
  );
}
