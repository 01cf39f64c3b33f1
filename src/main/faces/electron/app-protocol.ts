import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { protocol } from 'electron';
import { securityHeaders } from './content-security.ts';
import { appHost, appScheme } from './page-origin.ts';

/** Before the app is ready. Without `bypassCSP`, and without the rights of `file:`. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Serves the built page from `app://bundle`: the files of the folder as it stands now, nothing else. */
export function serveRenderer(folder: string): void {
  const files = builtFiles(folder);

  protocol.handle(appScheme, async (request) => {
    const { host, pathname } = new URL(request.url);
    if (host !== appHost) return refuse(404);
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405);
    const file = files.get(pathname);
    if (file === undefined) return refuse(404);
    const bytes = request.method === 'HEAD' ? null : await readFile(file);
    return new Response(bytes, {
      headers: { ...securityHeaders, 'Content-Type': contentTypeOf(file) },
    });
  });
}

/** The allow-list: address path → file. What is not in the build has no address, however it is spelt. */
function builtFiles(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && extname(entry.name) in contentTypes)
    .map((entry) => join(entry.parentPath, entry.name));
  return new Map(files.map((file) => [`/${relative(folder, file).split(sep).join('/')}`, file]));
}

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

function contentTypeOf(file: string): string {
  return contentTypes[extname(file)] ?? 'application/octet-stream';
}

function refuse(status: number): Response {
  return new Response(null, { status, headers: securityHeaders });
}
