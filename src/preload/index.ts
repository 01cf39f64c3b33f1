import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { DesktopBridge } from '#contract/desktop-bridge.ts';
import { desktopChannels } from '#contract/desktop-channels.ts';
import type { EngineEvent } from '#contract/operations.ts';

/**
 * The only thing the page gets of the desktop: named functions over fixed channels. Neither
 * `ipcRenderer` nor a path ever reaches the page.
 */
const bridge = {
  call: (name, input) => ipcRenderer.invoke(desktopChannels.call, name, input),

  subscribe(listener) {
    const deliver = (_event: unknown, engineEvent: EngineEvent) => listener(engineEvent);
    ipcRenderer.on(desktopChannels.event, deliver);
    ipcRenderer.send(desktopChannels.ready);
    return () => {
      ipcRenderer.removeListener(desktopChannels.event, deliver);
    };
  },

  chooseFolder: (purpose) => ipcRenderer.invoke(desktopChannels.chooseFolder, purpose),

  chooseFiles: () => ipcRenderer.invoke(desktopChannels.chooseFiles),

  placesOf: async (files) => ipcRenderer.invoke(desktopChannels.grantPaths, pathsOf(files)),

  showResult: (job) => ipcRenderer.invoke(desktopChannels.showResult, job),
} satisfies DesktopBridge;

contextBridge.exposeInMainWorld('strata', bridge);

/** A `File` made by a script has no path: it is left out. */
function pathsOf(files: readonly object[]): string[] {
  return files.map((file) => webUtils.getPathForFile(file as File)).filter((path) => path !== '');
}
