import { dialog, shell } from 'electron';

/** The only places on the web the app ever points at. */
const allowedHosts: ReadonlySet<string> = new Set([
  'github.com',
  'coding-kitties.github.io',
  'www.apache.org',
]);

/** Opens a link in the user's browser, if it is one of ours and the user says so. */
export async function offerExternalLink(text: string): Promise<void> {
  if (!isAllowedLink(text)) return;
  const { response } = await dialog.showMessageBox({
    type: 'question',
    message: 'Open this page in your browser?',
    detail: text,
    buttons: ['Open', 'Cancel'],
    defaultId: 0,
    cancelId: 1,
  });
  if (response === 0) await shell.openExternal(text);
}

export function isAllowedLink(text: string): boolean {
  const url = URL.parse(text);
  return (
    url !== null &&
    url.protocol === 'https:' &&
    url.port === '' &&
    url.username === '' &&
    url.password === '' &&
    allowedHosts.has(url.hostname)
  );
}
