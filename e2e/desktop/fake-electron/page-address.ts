/**
 * Chromium without Electron knows no `app:` scheme, so the page is shown at this stand-in, whose every
 * request goes to the app's own protocol handler. On the app's side of the border only `app:` is seen.
 */
const standIn = 'https://bundle.strata.test';
const own = 'app://bundle';

export function toStandIn(url: string): string {
  return url.startsWith(`${own}/`) ? standIn + url.slice(own.length) : url;
}

export function fromStandIn(url: string): string {
  return url.startsWith(`${standIn}/`) ? own + url.slice(standIn.length) : url;
}
