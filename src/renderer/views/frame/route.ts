/** Screens of an archive that need nothing but the archive, in the order of the bar. */
export const archiveScreens = ['runs', 'sweep', 'compare', 'query', 'storage'] as const;
export type ArchiveScreenName = (typeof archiveScreens)[number];

/** Where in the window one is. Kept in the address, so that back, forward and reload work. */
export type Route =
  | { screen: 'archives' }
  | { screen: 'settings' }
  | { screen: ArchiveScreenName; archive: string }
  /** One run of a backtest, by its handle; null: the first. */
  | { screen: 'run'; archive: string; id: string; run: number | null }
  | { screen: 'migration'; job: string };

export const archivesRoute: Route = { screen: 'archives' };
export const settingsRoute: Route = { screen: 'settings' };

/**
 * `#/archives`, `#/settings`, `#/archive/<id>/<screen>`, `#/archive/<id>/run/<handle>/<run>`, `#/migration/<job>`; anything else is
 * the start.
 */
export function parseRoute(hash: string): Route {
  if (hash === '#/settings') return settingsRoute;
  const [, archive, screen] = /^#\/archive\/([^/]+)\/([a-z]+)$/.exec(hash) ?? [];
  const [, job] = /^#\/migration\/([^/]+)$/.exec(hash) ?? [];
  const [, owner, id, run] = /^#\/archive\/([^/]+)\/run\/([^/]+)(?:\/(\d{1,9}))?$/.exec(hash) ?? [];
  try {
    if (owner !== undefined && id !== undefined) {
      return {
        screen: 'run',
        archive: decodeURIComponent(owner),
        id: decodeURIComponent(id),
        run: run === undefined ? null : Number(run),
      };
    }
    if (archive !== undefined) {
      const known = archiveScreens.find((name) => name === screen);
      return known === undefined
        ? archivesRoute
        : { screen: known, archive: decodeURIComponent(archive) };
    }
    return job === undefined
      ? archivesRoute
      : { screen: 'migration', job: decodeURIComponent(job) };
  } catch {
    return archivesRoute;
  }
}

export function formatRoute(route: Route): string {
  if (route.screen === 'archives' || route.screen === 'settings') return `#/${route.screen}`;
  if (route.screen === 'migration') return `#/migration/${encodeURIComponent(route.job)}`;
  const archive = `#/archive/${encodeURIComponent(route.archive)}/${route.screen}`;
  if (route.screen !== 'run') return archive;
  const run = route.run === null ? '' : `/${route.run}`;
  return `${archive}/${encodeURIComponent(route.id)}${run}`;
}
