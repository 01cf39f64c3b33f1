import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { _electron, expect, test } from '@playwright/test';
import { projectFolder } from '../support/project-folder.ts';
import { copyBundles, demoFolder, tempFolder } from '../support/temp-folder.ts';

const binary = findElectron();
if (binary === null) {
  console.warn(
    'skipped: the package electron is here without its binary; npx install-electron gets it',
  );
}

test.describe('the app in Electron itself', () => {
  test.skip(binary === null, 'no Electron binary');

  test('opens a folder in a sandboxed window and shows its rows', async () => {
    const folder = tempFolder();
    copyBundles(join(demoFolder, 'sweep_a'), join(folder.path, 'sweep'));
    const app = await _electron.launch({
      executablePath: binary as string,
      // Chromium's sandbox does not start for root, as in most containers.
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        `--user-data-dir=${join(folder.path, 'user')}`,
        projectFolder,
        join(folder.path, 'sweep'),
      ],
    });
    const page = await app.firstWindow();
    const refused: string[] = [];
    page.on('console', (message) => {
      if (/Content Security Policy|Refused/.test(message.text())) refused.push(message.text());
    });

    await expect(page.getByRole('grid')).toBeVisible();
    await expect(page.getByRole('row').nth(1)).toBeVisible();
    expect(page.url()).toBe('app://bundle/index.html');
    expect(await page.evaluate(() => [typeof Reflect.get(globalThis, 'require')])).toEqual([
      'undefined',
    ]);
    expect(refused).toEqual([]);

    await app.close();
    folder.remove();
  });
});

/** Where the package keeps its binary, if it has been fetched; asking the package itself would fetch it. */
function findElectron(): string | null {
  const home = join(projectFolder, 'node_modules', 'electron');
  const note = join(home, 'path.txt');
  if (!existsSync(note)) return null;
  const file = join(home, 'dist', readFileSync(note, 'utf8'));
  return existsSync(file) ? file : null;
}
