import { existsSync } from 'node:fs';
import type { Archive } from '../../operations/archive.ts';
import { openArchive } from '../../operations/open-archive.ts';
import { stateFolder } from '../app-files.ts';
import type { CommandContext } from './command-context.ts';
import { UsageError } from './usage-error.ts';

/** Opens the archive that the command line names, for as long as `use` takes. */
export async function withArchive(
  context: CommandContext,
  use: (archive: Archive) => Promise<number>,
): Promise<number> {
  const path = requirePath(context, 0);
  const archive = await openArchive(path, { stateFolder: stateFolder() });
  try {
    return await use(archive);
  } finally {
    archive.close();
  }
}

/** A word of the command line that must be there on the disk. Naming what is not there is wrong usage. */
export function requirePath({ given }: CommandContext, place: number): string {
  const path = given.words[place] as string;
  if (existsSync(path)) return path;
  throw new UsageError(`there is no file or folder ${path}`, given.command);
}
