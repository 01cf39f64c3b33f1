import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExactMap } from '#main/formats/messagepack/exact-value.ts';
import { anEditedBundle } from '#testing/bundle-builder.ts';
import { RunsPage } from '../pages/runs-page.ts';
import { expect, test } from '../support/app-test.ts';

const markup = '<img src=x onerror="globalThis.hit = true">';

/** A bundle that has markup wherever it has a name. */
function aBundleOfMarkup(name: string): Buffer {
  return anEditedBundle('v2/vector/sweep_a_000.iafbt', (document: ExactMap) => {
    document.set('tag', markup);
    document.set('algorithm_id', `${markup}${name}`);
    document.set('parameters', new Map([[markup, markup]]));
  });
}

test('names are shown as text everywhere, and only the own scripts run', async ({
  page,
  serve,
  folder,
}) => {
  const sweep = join(folder, 'sweep');
  mkdirSync(sweep);
  for (const name of ['a', 'b', '<img src=x onerror=globalThis.hit=1>'])
    writeFileSync(join(sweep, `${name}.iafbt`), aBundleOfMarkup(name));
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  const { url } = await serve({ folder: sweep });
  await page.goto(url);
  const runs = new RunsPage(page);
  await runs.grid.expectCount(3);

  await runs.addFilter(`tag like "%onerror%"`);
  await expect(runs.chips).toHaveCount(1);
  await runs.grid.expectCount(3);
  expect(await runs.grid.texts('tag')).toEqual([markup, markup, markup]);
  await runs.grid.row(0).click();
  await expect(runs.preview).toContainText('onerror');
  await expect(page.locator('img[src="x"]')).toHaveCount(0);

  const outcome = await page.evaluate(async () => {
    // What a test evaluates may do more than a page's own script; after a turn it is one.
    await new Promise((resolve) => setTimeout(resolve));
    const script = document.createElement('script');
    script.textContent = 'globalThis.hit = true';
    document.head.append(script);
    const element = document.createElement('div');
    element.innerHTML = '<img src=x onerror="globalThis.hit = true">';
    const failed = new Promise((resolve) => {
      element.firstElementChild?.addEventListener('error', resolve);
    });
    document.body.append(element);
    await failed;
    const attempt = (work: () => unknown) =>
      Promise.resolve()
        .then(work)
        .then(
          () => 'done',
          () => 'refused',
        );
    return {
      eval: await attempt(() => new Function('return 1')()),
      fetch: await attempt(() => fetch('https://example.com/')),
      hit: Reflect.get(globalThis, 'hit') ?? 'never',
      referrer: document.referrer,
    };
  });
  expect(outcome).toEqual({ eval: 'refused', fetch: 'refused', hit: 'never', referrer: '' });
  const { origin } = new URL(url);
  expect(requests.filter((one) => !one.startsWith(origin) && !/^(?:data|blob):/.test(one))).toEqual(
    [],
  );
});
