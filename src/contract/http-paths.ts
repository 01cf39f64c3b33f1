/**
 * The addresses of the loopback server. Every one wants the session cookie that `/?token=…` sets.
 * POST /api/<operation>            JSON input → JSON `Reply`
 * GET  /events                     server-sent events, one JSON `EngineEvent` each
 * POST /uploads                    → { upload }
 * PUT  /uploads/<upload>?path=…    the raw bytes of one dropped file, under its relative path
 * POST /uploads/<upload>/finish    → Place of the folder of uploaded files, for `startImport`
 * GET  /downloads/<name>           the result of an export without `to`
 */
export const httpPaths = {
  api: '/api/',
  events: '/events',
  uploads: '/uploads',
  downloads: '/downloads/',
} as const;
