import { join } from 'node:path';
import { ArchiveError } from '#contract/archive-error.ts';
import type { DocumentMatches, DocumentPage } from '#contract/document.ts';
import { type Container, readContainer } from '../formats/bundle/container.ts';
import { type PageRequest, readPage } from '../formats/bundle/inspect/read-page.ts';
import * as inspect from '../formats/bundle/inspect/search-document.ts';
import { readStableFile } from '../store/files/read-stable-file.ts';
import { findBacktest } from '../store/index/find-backtest.ts';
import { readPayload } from '../store/tiered/read-backtest.ts';
import type { Archive } from './archive.ts';
import { findBundleFile } from './bundle-file.ts';

/** See `DocumentOperations`. `id` is an id or handle. */
export async function readDocument(
  archive: Archive,
  { id, ...page }: PageRequest & { id: string },
): Promise<DocumentPage> {
  return readPage(await documentOf(archive, id), page);
}

export async function searchDocument(
  archive: Archive,
  { id, ...search }: { id: string; text: string; limit: number },
): Promise<DocumentMatches> {
  return inspect.searchDocument(await documentOf(archive, id), search);
}

/** The document looked at last, of each archive: one looks at the same one page after page. */
const latest = new WeakMap<Archive, { id: string; document: Container }>();
/** Larger ones are read again for every page. */
const KEPT_BYTES = 64 * 2 ** 20;

async function documentOf(archive: Archive, name: string): Promise<Container> {
  const { id, folder, fileName } = findBacktest(archive.index, name);
  const known = latest.get(archive);
  if (known !== undefined && id !== '' && known.id === id) return known.document;
  const document = await (archive.tiers === null
    ? fromFile(archive, join(folder, fileName))
    : fromTiers(archive.tiers(), id));
  if (document.payload.length <= KEPT_BYTES) latest.set(archive, { id, document });
  return document;
}

async function fromTiers(
  tiers: ReturnType<NonNullable<Archive['tiers']>>,
  id: string,
): Promise<Container> {
  const { stored, source } = await tiers.backtest(id);
  return { formatVersion: stored.version, payload: await readPayload(stored, source) };
}

async function fromFile(archive: Archive, path: string): Promise<Container> {
  const { bytes } = readStableFile(await findBundleFile(archive.folder, path), path);
  try {
    return readContainer(bytes);
  } catch (error) {
    throw error instanceof ArchiveError ? error.inFile(path) : error;
  }
}
