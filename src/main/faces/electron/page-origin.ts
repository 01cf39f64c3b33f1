/** The page has an origin of its own: nothing else is ever loaded, and only it may talk to the engine. */
export const appScheme = 'app';
export const appHost = 'bundle';
export const pageAddress = `${appScheme}://${appHost}/index.html`;

export function isPageAddress(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && url.protocol === `${appScheme}:` && url.host === appHost;
}
