import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ArchiveError } from '#contract/archive-error.ts';
import {
  firstSettings,
  resumeKinds,
  type Settings,
  storeKinds,
  THREADS_AT_MOST,
} from '#contract/settings.ts';
import { writeFileAtomically } from '../files/atomic-file.ts';

/** In the state folder: JSON that can be written by hand, too. Keys that are not known are left alone. */
export const settingsFile = 'settings.json';

const known = z.looseObject({
  store: z.enum(storeKinds).optional(),
  threads: z.int().min(0).max(THREADS_AT_MOST).optional(),
  resume: z.enum(resumeKinds).optional(),
});

type Changes = { [Key in keyof Settings]?: Settings[Key] | undefined };

/** Throws `bad-request` where the file cannot be understood: a choice is not to be overruled unseen. */
export function readSettings(stateFolder: string): Settings {
  return { ...firstSettings, ...readAll(stateFolder) };
}

export async function saveSettings(stateFolder: string, settings: Changes): Promise<void> {
  const all = { ...readAll(stateFolder), ...settings };
  const bytes = new TextEncoder().encode(`${JSON.stringify(all, null, 2)}\n`);
  const path = join(stateFolder, settingsFile);
  await writeFileAtomically(path, bytes, { overwrite: true, name: settingsFile });
}

function readAll(stateFolder: string): Partial<Settings> {
  const path = join(stateFolder, settingsFile);
  try {
    return known.parse(JSON.parse(readFileSync(path, 'utf8'))) as Partial<Settings>;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new ArchiveError('bad-request', `${settingsFile} cannot be understood`, {
      cause,
      file: settingsFile,
      advice: `Correct it or remove it: ${path}. "store" is "local-dir" or "local-tiered", "threads" is 0 to ${THREADS_AT_MOST}, "resume" is "asked" or "at-start".`,
    });
  }
}
