import { readFile } from 'node:fs/promises';
import { protocol } from 'electron';
import { builtFiles } from '../built-page.ts';
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
    const file = host === appHost ? files.get(pathname) : undefined;
    if (file === undefined) return refuse(404);
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405);
    const bytes = request.method === 'HEAD' ? null : await readFile(file.path);
    return new Response(bytes, {
      headers: { ...securityHeaders, 'Content-Type': file.contentType },
    });
  });
}

function refuse(status: number): Response {
  return new Response(null, { status, headers: securityHeaders });
}
