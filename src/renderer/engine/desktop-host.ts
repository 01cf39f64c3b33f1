import type { DesktopBridge } from '#contract/desktop-bridge.ts';
import type { DesktopHost } from './host.ts';

export function createDesktopHost(bridge: DesktopBridge): DesktopHost {
  return {
    face: 'desktop',
    chooseFolder: (purpose) => bridge.chooseFolder(purpose),
    chooseFiles: () => bridge.chooseFiles(),
    placesOf: (files) => bridge.placesOf(files),
    showResult: (job) => bridge.showResult(job),
  };
}
