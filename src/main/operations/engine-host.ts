import { randomUUID } from 'node:crypto';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { EngineArchives } from './engine-archives.ts';
import type { EngineJobs } from './engine-jobs.ts';
import type { EngineWatches } from './engine-watches.ts';
import type { HostEngine } from './host-engine.ts';
import { type PlaceBook, withoutPath } from './place-book.ts';
import type { StateFolders } from './state-folders.ts';

export interface EngineParts {
  places: PlaceBook;
  archives: EngineArchives;
  jobs: EngineJobs;
  watches: EngineWatches;
  folders: StateFolders;
}

/** Names of uploads and downloads are made here; nothing else is looked for on the disk. */
const madeName = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

export function createHost({
  places,
  archives,
  jobs,
  folders,
}: Omit<EngineParts, 'watches'>): HostEngine {
  return {
    grantPlace: async ({ path }) => withoutPath(await places.grant(path)),
    async openPath({ path }) {
      return archives.open((await places.grant(path)).path);
    },
    async downloadFile({ name }) {
      if (!madeName.test(name)) return null;
      const folder = join(folders.downloads, name);
      const names = await readdir(folder).catch(() => []);
      const fileName = names.find((candidate) => !candidate.endsWith('.tmp'));
      return fileName === undefined ? null : { path: join(folder, fileName), fileName };
    },
    async resultPath({ job }) {
      const found = jobs.list().find((candidate) => candidate.job === job);
      const written = found?.kind === 'export' ? found.result?.written : null;
      return written ? { path: written } : null;
    },
    async newUpload() {
      const upload = randomUUID();
      const path = join(folders.uploads, upload);
      await mkdir(path, { recursive: true });
      return { upload, path };
    },
  };
}
