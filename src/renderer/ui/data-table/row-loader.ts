import { createPageCache, type PageCache } from './page-cache.ts';
import type { RowSource, TableRow } from './row-source.ts';

/** The rows of a table as far as they are here, and what fetches the rest: what is seen now comes first. */
export interface RowLoader<Row extends TableRow> {
  /** Null before the first answer. Of the query before, until a new one has answered. */
  total: () => number | null;
  rowAt: (index: number) => Row | undefined;
  /** What went wrong last; nothing is fetched until `retry` or another query. */
  error: () => unknown;
  /** Whether rows of the present query are here. */
  isAnswered: () => boolean;
  /** Another query, and the rows of it that will be seen: from `first`, before `end`. */
  setSource: (source: RowSource<Row>, first: number, end: number) => void;
  /** The rows in view. */
  show: (first: number, end: number) => void;
  /** The data changed: loads what is seen again, keeping a row at its place on the screen. */
  refresh: (anchor: Anchor) => void;
  retry: () => void;
}

/** A row to keep where it is on the screen. */
export type Anchor = { no: number; index: number } | null;

export interface LoaderEvents {
  /** Something to draw. */
  onChange: () => void;
  /** A refresh is here: `shift` rows were put in above the anchor, or taken out, and the view has to follow. */
  onRefresh: (anchor: Anchor, shift: number) => void;
}

/** Rows of a request: a few screenfuls, some tens of kilobytes. */
export const PAGE_ROWS = 128;
const PAGES_KEPT = 96;
const MARGIN_ROWS = 64;
/** While one answer is read the next can be made; more would only delay what is wanted by then. */
const AT_ONCE = 2;

export function createRowLoader<Row extends TableRow>(events: LoaderEvents): RowLoader<Row> {
  let source: RowSource<Row> | null = null;
  let cache: PageCache<Row> = createPageCache(PAGE_ROWS);
  /** Shown until the present query has answered, so that nothing flickers. */
  let previous: PageCache<Row> | null = null;
  let wanted = { first: 0, end: 0 };
  let error: unknown = null;
  /** Answers to an older query are thrown away. */
  let query = 0;
  let pending = new Set<number>();
  let refreshing: { again: Anchor | undefined } | null = null;

  const shown = () => previous ?? cache;
  return {
    total: () => shown().total,
    rowAt: (index) => shown().rowAt(index),
    error: () => error,
    isAnswered: () => previous === null && cache.total !== null,
    setSource(next, first, end) {
      const keepsRows = source?.order === next.order;
      source = next;
      wanted = { first, end };
      startOver();
      if (keepsRows) cache.markStale();
      else {
        if (cache.total !== null) previous ??= cache;
        cache = createPageCache(PAGE_ROWS);
      }
      fetchNext();
    },
    show(first, end) {
      if (first === wanted.first && end === wanted.end) return;
      wanted = { first, end };
      fetchNext();
    },
    refresh,
    retry() {
      startOver();
      cache.markStale();
      fetchNext();
      events.onChange();
    },
  };

  function startOver(): void {
    query += 1;
    pending = new Set();
    refreshing = null;
    error = null;
  }

  function fetchNext(): void {
    if (source === null || error !== null || refreshing !== null || wanted.end === 0) return;
    const missing = cache.missing(wanted.first, wanted.end, MARGIN_ROWS);
    for (const page of missing) {
      if (pending.size >= AT_ONCE) return;
      if (!pending.has(page)) fetchPage(source, page);
    }
  }

  function fetchPage(from: RowSource<Row>, page: number): void {
    const asked = query;
    pending.add(page);
    from.load(page * PAGE_ROWS, PAGE_ROWS).then(
      (answer) => {
        if (asked !== query) return;
        pending.delete(page);
        take(cache, page, answer);
        fetchNext();
        events.onChange();
      },
      (cause) => fail(asked, cause),
    );
  }

  function take(
    into: PageCache<Row>,
    page: number,
    answer: { total: number; rows: readonly Row[] },
  ) {
    into.total = answer.total;
    into.put(page, answer.rows);
    into.trim(wanted.first, PAGES_KEPT);
    previous = null;
  }

  function fail(asked: number, cause: unknown): void {
    if (asked !== query) return;
    startOver();
    error = cause;
    events.onChange();
  }

  function refresh(anchor: Anchor): void {
    if (source === null || error !== null || cache.total === null) return;
    if (refreshing !== null) {
      refreshing.again = anchor;
      return;
    }
    // Pages under way may be older than the change.
    query += 1;
    pending = new Set();
    const mine = { again: undefined as Anchor | undefined };
    refreshing = mine;
    const asked = query;
    reload(source, anchor).then(
      (found) => {
        if (asked !== query) return;
        refreshing = null;
        cache.markStale();
        for (const { page, answer } of found.pages) take(cache, page, answer);
        events.onRefresh(anchor, found.shift);
        if (mine.again !== undefined) refresh(mine.again);
        else fetchNext();
        events.onChange();
      },
      (cause) => fail(asked, cause),
    );
  }

  /** Loads what will be seen before anything on the screen changes. */
  async function reload(from: RowSource<Row>, anchor: Anchor) {
    const index = anchor === null ? null : await from.locate(anchor.no);
    const shift = anchor === null || index === null ? 0 : index - anchor.index;
    const first = Math.max(0, wanted.first + shift);
    const end = Math.max(first + 1, wanted.end + shift);
    const firstPage = Math.floor(first / PAGE_ROWS);
    const count = Math.ceil(end / PAGE_ROWS) - firstPage;
    const numbers = Array.from({ length: count }, (_, at) => firstPage + at);
    const answers = await Promise.all(
      numbers.map((page) => from.load(page * PAGE_ROWS, PAGE_ROWS)),
    );
    return { shift, pages: numbers.map((page, at) => ({ page, answer: answers[at]! })) };
  }
}
