import { existsSync } from 'node:fs';
import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { ArchiveError } from '#contract/archive-error.ts';
import type { ArchiveCard, ArchiveId, JobId, OpenedArchive } from '#contract/operations.ts';
import type { AppState } from '../store/app-state/open-state.ts';
import {
  findRecent,
  forgetRecent,
  listRecents,
  saveRecent,
} from '../store/app-state/recent-archives.ts';
import { readState } from '../store/index/query-rows.ts';
import { readSourceBytes } from '../store/index/source-bytes.ts';
import type { Archive } from './archive.ts';
import type { ArchiveShelf } from './archive-shelf.ts';
import type { PlaceBook } from './place-book.ts';

export interface EngineArchives {
  list(): Promise<ArchiveCard[]>;
  /** A path that may be opened, as a page or a face named it. */
  open(path: string): Promise<OpenedArchive>;
  reopen(id: ArchiveId): Promise<OpenedArchive>;
  openDemo(): Promise<OpenedArchive>;
  forget(id: ArchiveId): void;
  /** Of a page's question. Opened again where it was open in an earlier session. */
  get(id: ArchiveId): Promise<Archive>;
  /** Puts an archive of our own making on the list. */
  adopt(path: string): Promise<Archive>;
  /** Keeps what the list says of an archive true after its rows have changed. */
  remember(archive: Archive): void;
}

export interface EngineArchivesOptions {
  state: AppState;
  shelf: ArchiveShelf;
  places: PlaceBook;
  roots: readonly string[];
  /** What ships with the app, and where its copy goes. */
  demoFolder: string;
  demoCopy: string;
  /** Starts what opening starts; the job's id, or null. */
  startIndexing(archive: Archive): JobId | null;
  now(): number;
}

export function createEngineArchives(options: EngineArchivesOptions): EngineArchives {
  const { state, shelf, places } = options;
  let copying: Promise<void> | null = null;

  return { list, open, reopen, openDemo, forget, get, adopt, remember };

  async function list(): Promise<ArchiveCard[]> {
    return listRecents(state).map(({ path, card }) => ({ ...card, isPresent: existsSync(path) }));
  }

  async function open(path: string): Promise<OpenedArchive> {
    const archive = await adopt(path);
    const card = cardOf(archive, options.now());
    const { version, studies } = readState(archive.index);
    const { isReadOnly } = archive;
    return { ...card, version, studies, isReadOnly, job: options.startIndexing(archive) };
  }

  async function adopt(path: string): Promise<Archive> {
    const archive = await shelf.open(path);
    saveRecent(state, { path: pathOf(archive), card: cardOf(archive, options.now()) });
    return archive;
  }

  async function reopen(id: ArchiveId): Promise<OpenedArchive> {
    return open(await pathOfRecent(id));
  }

  async function openDemo(): Promise<OpenedArchive> {
    const { demoCopy } = options;
    if (!existsSync(demoCopy)) {
      // Asked for twice, it is copied once.
      copying ??= copyDemo().finally(() => {
        copying = null;
      });
      await copying;
    }
    return open(demoCopy);
  }

  async function copyDemo(): Promise<void> {
    const { demoFolder, demoCopy } = options;
    // Copied aside first: half a demo would be taken for a whole one.
    const aside = `${demoCopy}.${process.pid}.tmp`;
    await rm(aside, { recursive: true, force: true });
    await mkdir(aside, { recursive: true });
    await cp(demoFolder, aside, {
      recursive: true,
      filter: (path) => !/index\.sqlite/.test(path),
    });
    await rename(aside, demoCopy).catch(async (error: unknown) => {
      await rm(aside, { recursive: true, force: true });
      // Another engine was sooner.
      if (!existsSync(demoCopy)) throw error;
    });
  }

  function forget(id: ArchiveId) {
    shelf.close(id);
    forgetRecent(state, id);
  }

  async function get(id: ArchiveId): Promise<Archive> {
    return (await shelf.get(id)) ?? shelf.open(await pathOfRecent(id));
  }

  function remember(archive: Archive) {
    const recent = findRecent(state, archive.id);
    if (recent === null) return;
    saveRecent(state, { ...recent, card: cardOf(archive, recent.card.openedAt) });
  }

  /** What was opened in another session may lie outside of this one's roots. */
  async function pathOfRecent(id: ArchiveId): Promise<string> {
    const recent = findRecent(state, id);
    if (recent === null)
      throw new ArchiveError('not-found', 'there is no such archive in the list');
    const isOurs = recent.path === options.demoCopy || options.roots.length === 0;
    if (!isOurs) await places.find(recent.path);
    return recent.path;
  }

  function cardOf(archive: Archive, openedAt: number): ArchiveCard {
    const { backtests, runs } = readState(archive.index);
    return {
      archive: archive.id,
      name: archive.folder === options.demoCopy ? 'Demo' : archive.name,
      label: pathOf(archive),
      kind: archive.kind,
      backtests,
      runs,
      bytes: readSourceBytes(archive.index),
      openedAt,
      isPresent: true,
      isDemo: archive.folder === options.demoCopy,
    };
  }
}

/** What to open to get the archive: its folder, or its index where that lies elsewhere. */
export function pathOf({ folder, indexFile, isByFile }: Archive): string {
  return isByFile ? indexFile : folder;
}
