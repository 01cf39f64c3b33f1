import { useEffect, useRef, useState } from 'react';
import type { DocumentPage } from '#contract/document.ts';
import type { ArchiveId } from '#contract/operations.ts';
import { useEngine } from '../../engine/engine-provider.tsx';
import { type LoadedPage, type PathKey, pathKey } from './document-tree.ts';

type Path = readonly (string | number)[];

/** Values loaded at a time. */
const PAGE = 100;
/** When a value far behind is looked for. */
const LARGE_PAGE = 500;

interface Loaded {
  pages: ReadonlyMap<PathKey, LoadedPage>;
  open: ReadonlySet<PathKey>;
  root: DocumentPage | null;
  error: unknown;
}

const nothing: Loaded = { pages: new Map(), open: new Set(), root: null, error: undefined };

/** The document of a backtest as far as it was looked into. */
export function useDocument(archive: ArchiveId, id: string) {
  const engine = useEngine();
  const [loaded, setLoaded] = useState<Loaded>(nothing);
  const now = useRef(loaded);
  const put = (change: Partial<Loaded>) => {
    now.current = { ...now.current, ...change };
    setLoaded(now.current);
  };

  const load = async (path: Path, limit: number) => {
    const key = pathKey(path);
    const before = now.current.pages.get(key);
    const offset = before?.children.length ?? 0;
    const page = await engine.readDocument({ archive, id, path, offset, limit });
    // Asked twice at once, the same page must not be there twice.
    const known = now.current.pages.get(key)?.children ?? [];
    if (known.length !== offset) return;
    const children = [...known, ...page.children];
    const pages = new Map(now.current.pages).set(key, { children, total: page.node.size });
    put(path.length === 0 ? { pages, root: page, error: undefined } : { pages, error: undefined });
  };
  const attempt = (work: Promise<void>) => work.catch((error: unknown) => put({ error }));

  const start = useRef(() => {
    now.current = nothing;
    void attempt(load([], LARGE_PAGE));
  });
  useEffect(() => start.current(), []);

  return {
    ...loaded,
    retry: () => start.current(),
    more: (path: Path) => attempt(load(path, PAGE)),
    toggle(path: Path) {
      const key = pathKey(path);
      const open = new Set(now.current.open);
      if (!open.delete(key)) open.add(key);
      put({ open });
      if (open.has(key) && !now.current.pages.has(key)) void attempt(load(path, PAGE));
    },
    /** Opens all that a value lies in, and loads as much of it as is needed to see it. */
    async reveal(path: Path) {
      await attempt(revealAll(path));
    },
  };

  async function revealAll(path: Path) {
    for (let depth = 0; depth < path.length; depth += 1) {
      const parent = path.slice(0, depth);
      const isThere = () =>
        now.current.pages.get(pathKey(parent))?.children.some(({ key }) => key === path[depth]);
      const isWhole = () => {
        const page = now.current.pages.get(pathKey(parent));
        return page !== undefined && page.children.length >= page.total;
      };
      while (!isThere() && !isWhole()) await load(parent, LARGE_PAGE);
    }
    const above = path.map((_, depth) => pathKey(path.slice(0, depth + 1))).slice(0, -1);
    put({ open: new Set([...now.current.open, ...above]) });
  }
}
