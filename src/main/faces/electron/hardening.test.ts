import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { pagePreferences } from './window-options.ts';

/** What cannot be seen from outside without Electron is at least never written: a scan of the source. */
const sources = new Map(
  ['src/main/faces/electron', 'src/preload', 'src/main/index.ts'].flatMap((place) =>
    filesIn(place).map((file) => [file, withoutComments(readFileSync(file, 'utf8'))] as const),
  ),
);
const source = [...sources.values()].join('\n');

describe('the settings of a window', () => {
  it('keep the page in its sandbox', () => {
    expect(pagePreferences('/preload.cjs')).toEqual({
      preload: '/preload.cjs',
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    });
  });

  it('are written in one place', () => {
    const places = [...sources].filter(([, text]) => text.includes('webPreferences:'));
    expect(places.map(([file]) => file)).toEqual(['src/main/faces/electron/window-options.ts']);
    expect(source.match(/new BrowserWindow\(/g)).toHaveLength(1);
  });
});

describe('the source of the desktop face', () => {
  it.each([
    'bypassCSP',
    'enableBlinkFeatures',
    'commandLine',
    'executeJavaScript',
    'insertCSS',
    'loadFile',
    'remote',
    'unsafe-inline',
    'unsafe-eval',
    'setCertificateVerifyProc',
    'child_process',
  ])('never mentions %s', (word) => {
    expect(source).not.toContain(word);
  });

  it('enables the sandbox and registers the scheme before the app is ready', () => {
    const text = sources.get('src/main/faces/electron/start-desktop.ts') ?? '';
    const ready = text.indexOf('.whenReady()');
    for (const call of ['app.enableSandbox()', 'registerAppScheme()', 'guardNavigation()']) {
      expect(text.indexOf(call)).toBeGreaterThan(0);
      expect(text.indexOf(call)).toBeLessThan(ready);
    }
  });

  it('checks the sender in every handler, first', () => {
    const handlers = [...source.matchAll(/ipcMain\.(?:handle|on)\([\s\S]*?=> \{\n\s*([^\n]*)/g)];
    expect(handlers).toHaveLength(6);
    for (const [, firstLine] of handlers) expect(firstLine).toBe('requireOwnPage(event);');
  });

  it('opens links through one door', () => {
    expect(source.match(/openExternal\(/g)).toHaveLength(1);
  });

  it('gives the page functions, never ipcRenderer', () => {
    const preload = sources.get('src/preload/index.ts') ?? '';
    expect(preload.match(/exposeInMainWorld/g)).toHaveLength(1);
    for (const [, use] of preload.matchAll(/ipcRenderer(?!,)(\.\w+)?/g)) {
      expect(['.invoke', '.send', '.on', '.removeListener']).toContain(use);
    }
  });
});

describe('the packed app', () => {
  const config = readFileSync('electron-builder.yml', 'utf8');

  it.each([
    'runAsNode: false',
    'enableNodeOptionsEnvironmentVariable: false',
    'enableNodeCliInspectArguments: false',
    'enableCookieEncryption: true',
    'enableEmbeddedAsarIntegrityValidation: true',
    'onlyLoadAppFromAsar: true',
    'grantFileProtocolExtraPrivileges: false',
  ])('is built with the fuse %s', (fuse) => {
    expect(config).toContain(`\n  ${fuse}\n`);
  });

  it('opens both kinds of bundle', () => {
    expect([...config.matchAll(/- ext: (\w+)/g)].map(([, ext]) => ext)).toEqual(['iafbt', 'obtf']);
  });
});

function filesIn(place: string): string[] {
  if (place.endsWith('.ts')) return [place];
  return readdirSync(place)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => `${place}/${name}`);
}

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
}
