import type { Session } from 'electron';

/** The page needs no camera, no USB, no network and no downloads: every request for them is refused. */
export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest({ urls: networkAddresses }, (_details, answer) =>
    answer({ cancel: true }),
  );
  session.on('will-download', (event) => event.preventDefault());
}

/** The page lives at `app:`; whatever else it asks for goes nowhere, whatever its policy says. */
const networkAddresses = ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'file:///*'];
