import type { BrowserWindowConstructorOptions, WebPreferences } from 'electron';

/** Spelt out although most are defaults: a change of a default must not open a hole. */
export function pagePreferences(preload: string): WebPreferences {
  return {
    preload,
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
    // The checker would fetch its dictionaries from the web.
    spellcheck: false,
  };
}

/** Small enough for a laptop, large enough that the table keeps its columns. */
export const smallestWindow = { minWidth: 800, minHeight: 500 } as const;

export function windowOptions(
  bounds: { x?: number; y?: number; width: number; height: number },
  preload: string,
): BrowserWindowConstructorOptions {
  return {
    ...bounds,
    ...smallestWindow,
    title: 'Strata',
    show: false,
    webPreferences: pagePreferences(preload),
  };
}
