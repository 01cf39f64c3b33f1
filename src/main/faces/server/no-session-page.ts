import type { ServerResponse } from 'node:http';
import { securityHeaders } from './security-headers.ts';

/** For whoever opens the address without the token, or with the cookie of a server that has ended. */
const page = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Strata: open the address with its token</title></head>
<body>
<h1>This page wants the address with its token</h1>
<p>Strata runs here, but this browser has not been let in, or was let in by a Strata that has since ended.</p>
<p>Open the whole address that the terminal shows: <code>http://127.0.0.1:…/?token=…</code></p>
</body>
</html>
`;

export function sendNoSessionPage(response: ServerResponse): void {
  response.writeHead(401, {
    ...securityHeaders,
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Length': Buffer.byteLength(page),
  });
  response.end(page);
}
