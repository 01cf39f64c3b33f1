/** The IPC channels between the preload and the main process; the page never sees them. */
export const desktopChannels = {
  /** (name, input) → Reply, as over HTTP. */
  call: 'strata:call',
  /** Main → page: one `EngineEvent`. */
  event: 'strata:event',
  /** The page listens from now on; what happened before is sent. */
  ready: 'strata:ready',
  chooseFolder: 'strata:choose-folder',
  chooseFiles: 'strata:choose-files',
  /** Paths that the preload took from `File` objects → places. */
  grantPaths: 'strata:grant-paths',
  showResult: 'strata:show-result',
} as const;
