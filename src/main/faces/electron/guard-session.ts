import type { DownloadItem, Session } from 'electron';
import { appHost, appScheme } from './page-origin.ts';

/**
 * The page needs no camera, no USB and no network: every request for them is refused. It may hand over a picture
 * that it made itself, for which Electron asks the user where to; nothing else is downloaded.
 */
export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest({ urls: networkAddresses }, (_details, answer) =>
    answer({ cancel: true }),
  );
  session.on('will-download', (event, item) => {
    if (!isOwnPicture(item)) event.preventDefault();
  });
}

const pictureKinds: readonly string[] = ['image/png', 'image/svg+xml'];

function isOwnPicture(item: DownloadItem): boolean {
  const isOwn = item.getURL().startsWith(`blob:${appScheme}://${appHost}/`);
  return isOwn && pictureKinds.includes(item.getMimeType());
}

/** The page lives at `app:`; whatever else it asks for goes nowhere, whatever its policy says. */
const networkAddresses = ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'file:///*'];
