/** Where in the window one is. Kept in the address, so that back, forward and reload work. */
export type Route =
  | { screen: 'archives' }
  | { screen: 'runs' | 'storage'; archive: string }
  | { screen: 'migration'; job: string };

export const archivesRoute: Route = { screen: 'archives' };

/** `#/archives`, `#/archive/<id>/runs`, `#/archive/<id>/storage`, `#/migration/<job>`; anything else is the start. */
export function parseRoute(hash: string): Route {
  const [, archive, screen] = /^#\/archive\/([^/]+)\/(runs|storage)$/.exec(hash) ?? [];
  const [, job] = /^#\/migration\/([^/]+)$/.exec(hash) ?? [];
  try {
    if (archive !== undefined) {
      return { screen: screen as 'runs' | 'storage', archive: decodeURIComponent(archive) };
    }
    return job === undefined
      ? archivesRoute
      : { screen: 'migration', job: decodeURIComponent(job) };
  } catch {
    return archivesRoute;
  }
}

export function formatRoute(route: Route): string {
  if (route.screen === 'archives') return '#/archives';
  if (route.screen === 'migration') return `#/migration/${encodeURIComponent(route.job)}`;
  return `#/archive/${encodeURIComponent(route.archive)}/${route.screen}`;
}
