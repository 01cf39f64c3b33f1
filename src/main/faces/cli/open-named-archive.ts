import { existsSync } from 'node:fs';
import type { Archive } from '../../operations/archive.ts';
import { openArchive } from '../../operations/open-archive.ts';
import { createTask } from '../../operations/task-context.ts';
import { stateFolder } from '../app-files.ts';
import type { CommandContext } from './command-context.ts';
import { UsageError } from './usage-error.ts';

/** Opens the archive that the command line names, for as long as `use` takes. */
export async function withArchive(
  context: CommandContext,
  use: (archive: Archive) => Promise<number>,
): Promise<number> {
  const archive = await openCurrent(requirePath(context, 0));
  try {
    return await use(archive);
  } finally {
    archive.close();
  }
}

/** What a process that died left undone is done first, where it can be. */
async function openCurrent(path: string): Promise<Archive> {
  const options = { stateFolder: stateFolder() };
  const archive = await openArchive(path, options);
  if (!archive.isBehind || archive.isReadOnly) return archive;
  archive.close();
  const { healBeforeReading } = await import('../../operations/heal-derived.ts');
  await healBeforeReading(archive.folder, createTask().task);
  return openArchive(path, options);
}

/** A word of the command line that must be there on the disk. Naming what is not there is wrong usage. */
export function requirePath({ given }: CommandContext, place: number): string {
  const path = given.words[place] as string;
  if (existsSync(path)) return path;
  throw new UsageError(`there is no file or folder ${path}`, given.command);
}
