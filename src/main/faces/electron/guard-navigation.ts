import { app } from 'electron';
import { offerExternalLink } from './external-links.ts';
import { isPageAddress } from './page-origin.ts';

/** Holds for every page there will ever be: it cannot leave, open windows or embed other pages. */
export function guardNavigation(): void {
  app.on('web-contents-created', (_created, contents) => {
    contents.on('will-navigate', (event) => {
      if (isPageAddress(event.url)) return;
      event.preventDefault();
      void offerExternalLink(event.url);
    });
    contents.on('will-redirect', (event) => {
      if (!isPageAddress(event.url)) event.preventDefault();
    });
    contents.on('will-frame-navigate', (event) => {
      if (!event.isMainFrame) event.preventDefault();
    });
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      void offerExternalLink(url);
      return { action: 'deny' };
    });
  });
}
