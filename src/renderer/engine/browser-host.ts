import { httpPaths } from '#contract/http-paths.ts';
import type { BrowserHost } from './host.ts';
import { uploadFiles } from './upload-files.ts';

export function createBrowserHost(): BrowserHost {
  return {
    face: 'browser',
    upload: (files, task) => uploadFiles(files, task),
    downloadAddress: (name) => httpPaths.downloads + encodeURIComponent(name),
  };
}
