import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { registerAppScheme, serveRenderer } from './app-protocol.ts';

const { protocol } = vi.hoisted(() => ({
  protocol: { handle: vi.fn(), registerSchemesAsPrivileged: vi.fn() },
}));
vi.mock('electron', () => ({ protocol }));

let folder: string;

beforeEach(() => {
  vi.clearAllMocks();
  folder = mkdtempSync(join(tmpdir(), 'strata-page-'));
  mkdirSync(join(folder, 'page', 'assets'), { recursive: true });
  writeFileSync(join(folder, 'secret.json'), '{}');
  writeFileSync(join(folder, 'page', 'index.html'), '<!doctype html>');
  writeFileSync(join(folder, 'page', 'notes.txt'), 'no address');
  writeFileSync(join(folder, 'page', 'assets', 'main.js'), 'export {}');
  serveRenderer(join(folder, 'page'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the app: protocol', () => {
  it('is standard and secure, and goes round no policy', () => {
    registerAppScheme();
    expect(protocol.registerSchemesAsPrivileged).toHaveBeenCalledExactlyOnceWith([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
    ]);
  });

  it('serves the built files with their type, the policy and nosniff', async () => {
    const response = await ask('app://bundle/assets/main.js');

    expect(await response.text()).toBe('export {}');
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
        "connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
  });

  it.each([
    'app://bundle/missing.js',
    'app://bundle/notes.txt',
    'app://bundle/../secret.json',
    'app://bundle/..%2fsecret.json',
    'app://bundle/%2e%2e/secret.json',
    'app://bundle/..%5csecret.json',
    'app://bundle//secret.json',
    'app://bundle/assets/%6dain.js',
    'app://bundle/index.html%00.js',
    'app://other/index.html',
  ])('has nothing at %s', async (address) => {
    const response = await ask(address);

    expect(response.status).toBe(404);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await response.text()).toBe('');
  });

  it('only gives', async () => {
    expect((await ask('app://bundle/index.html', 'POST')).status).toBe(405);
  });

  it('knows no file that came after the build', async () => {
    writeFileSync(join(folder, 'page', 'late.js'), 'export {}');
    expect((await ask('app://bundle/late.js')).status).toBe(404);
  });
});

async function ask(address: string, method = 'GET'): Promise<Response> {
  const [, handler] = protocol.handle.mock.calls[0] as [string, (r: Request) => Promise<Response>];
  return handler(new Request(address, { method }));
}
