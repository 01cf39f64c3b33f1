/** Rows by page, as far as they were loaded. A stale page is still shown, and asked for again when seen. */
export interface PageCache<Row> {
  total: number | null;
  rowAt: (index: number) => Row | undefined;
  put: (page: number, rows: readonly Row[]) => void;
  /** Pages to load for the rows from `first` before `end`: those in view first, then their neighbours. */
  missing: (first: number, end: number, margin: number) => number[];
  markStale: () => void;
  /** Lets the pages farthest from a row go, until `kept` are left. */
  trim: (around: number, kept: number) => void;
}

interface Page<Row> {
  rows: readonly Row[];
  isStale: boolean;
}

export function createPageCache<Row>(pageSize: number): PageCache<Row> {
  const pages = new Map<number, Page<Row>>();

  const cache: PageCache<Row> = {
    total: null,
    rowAt(index) {
      return pages.get(Math.floor(index / pageSize))?.rows[index % pageSize];
    },
    put(page, rows) {
      pages.set(page, { rows, isStale: false });
    },
    missing(first, end, margin) {
      const last = cache.total === null ? end : Math.min(end, cache.total);
      const seen = pagesOf(first, Math.max(last, first + 1));
      const around = pagesOf(first - margin, last + margin).filter((page) => !seen.includes(page));
      return [...seen, ...around].filter(isWanted);
    },
    markStale() {
      for (const page of pages.values()) page.isStale = true;
    },
    trim(around, kept) {
      if (pages.size <= kept) return;
      const middle = around / pageSize;
      const far = (page: number) => Math.abs(page + 0.5 - middle);
      const byDistance = [...pages.keys()].sort((one, other) => far(other) - far(one));
      for (const page of byDistance.slice(0, pages.size - kept)) pages.delete(page);
    },
  };
  return cache;

  function isWanted(page: number): boolean {
    const known = pages.get(page);
    return known === undefined || known.isStale;
  }

  /** Page numbers that hold the rows, those beyond either end left out. */
  function pagesOf(first: number, end: number): number[] {
    const to = cache.total === null ? end : Math.min(end, Math.max(cache.total, 1));
    const from = Math.floor(Math.max(0, first) / pageSize);
    const until = Math.ceil(Math.max(to, 1) / pageSize);
    return Array.from({ length: Math.max(0, until - from) }, (_, index) => from + index);
  }
}
