/** Where in the window one is. Kept in the address, so that back, forward and reload work. */
export type Route = { screen: 'archives' } | { screen: 'runs'; archive: string };

export const archivesRoute: Route = { screen: 'archives' };

/** `#/archives`, `#/archive/<id>/runs`; anything else is the start. */
export function parseRoute(hash: string): Route {
  const [, archive] = /^#\/archive\/([^/]+)\/runs$/.exec(hash) ?? [];
  if (archive === undefined) return archivesRoute;
  try {
    return { screen: 'runs', archive: decodeURIComponent(archive) };
  } catch {
    return archivesRoute;
  }
}

export function formatRoute(route: Route): string {
  if (route.screen === 'archives') return '#/archives';
  return `#/archive/${encodeURIComponent(route.archive)}/runs`;
}
