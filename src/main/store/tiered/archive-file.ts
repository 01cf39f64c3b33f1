import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { ArchiveError } from '#contract/archive-error.ts';
import { isNotFound } from '../durable/disk.ts';
import { readOrdinary } from '../durable/ordinary-file.ts';
import type { Publisher } from '../durable/publisher.ts';
import { layout } from './layout.ts';
import { sealJson } from './sealed-json.ts';

/** The format this Strata writes. A newer archive is refused, or opened to read where its features allow. */
export const formatVersion = 1;
const knownFeatures: ReadonlySet<string> = new Set<string>();

const shape = z.object({
  strata: z.literal('tiered archive'),
  format: z.number().int().min(1),
  id: z.uuid(),
  createdAt: z.number(),
  /** Features a reader or a writer must know. */
  readFeatures: z.array(z.string()).max(64),
  writeFeatures: z.array(z.string()).max(64),
});

export type ArchiveFile = z.infer<typeof shape> & { readonly mayWrite: boolean };

/** `archive.json` of a folder, or null where the folder is no tiered archive. */
export async function readArchiveFile(root: string): Promise<ArchiveFile | null> {
  const read = readOrdinary(join(root, layout.archiveFile), layout.archiveFile);
  const text = await read.catch((error) => {
    if (isNotFound(error)) return null;
    throw error;
  });
  return text === null ? null : admit(parse(text.toString('utf8')));
}

export async function createArchiveFile(publisher: Publisher, now: number): Promise<ArchiveFile> {
  const file = {
    strata: 'tiered archive' as const,
    format: formatVersion,
    id: randomUUID(),
    createdAt: now,
    readFeatures: [],
    writeFeatures: [],
  };
  await publisher.put(layout.archiveFile, sealJson(file));
  await publisher.syncFolders();
  return { ...file, mayWrite: true };
}

function parse(text: string): z.infer<typeof shape> {
  const parsed = shape.safeParse(safeJson(text));
  if (parsed.success) return parsed.data;
  throw new ArchiveError('file-damaged', 'archive.json is not that of a tiered archive', {
    file: layout.archiveFile,
    cause: parsed.error,
  });
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function admit(file: z.infer<typeof shape>): ArchiveFile {
  const unknown = file.readFeatures.filter((feature) => !knownFeatures.has(feature));
  if (file.format > formatVersion || unknown.length > 0) {
    const what = unknown.length > 0 ? `features ${unknown.join(', ')}` : `format ${file.format}`;
    throw new ArchiveError(
      'archive-newer',
      `the archive has ${what}, this Strata knows format ${formatVersion}`,
    );
  }
  return { ...file, mayWrite: file.writeFeatures.every((feature) => knownFeatures.has(feature)) };
}
