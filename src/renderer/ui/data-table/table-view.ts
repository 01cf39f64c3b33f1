import { columnWindow, isSameWindow, revealColumn } from './column-window.ts';
import { createRowLoader } from './row-loader.ts';
import type { RowSource, TableRow } from './row-source.ts';
import * as scroll from './scroll-geometry.ts';
import {
  HEAD,
  isSameSnapshot,
  type TableFocus,
  type ViewHost,
  type ViewSnapshot,
} from './view-snapshot.ts';

/** Rows drawn beyond the edges, so that a small move shows no gap. */
const OVERSCAN = 4;
/** Rows are placed relative to the start of such a block: large offsets lose precision when painted. */
const BLOCK_ROWS = 256;

export type TableView<Row extends TableRow> = ReturnType<typeof createTableView<Row>>;

/** The state of a table on the screen: where it is scrolled, what is focused, which rows are here. */
export function createTableView<Row extends TableRow>(
  start: { top: number; focus: TableFocus },
  firstRowHeight: number,
) {
  const listeners = new Set<() => void>();
  let host: ViewHost | null = null;
  let source: RowSource<Row> | null = null;
  /** Pixels. */
  let rowHeight = firstRowHeight;
  let position = 0;
  let track = 0;
  let left = 0;
  let size = { width: 0, height: 0 };
  let columns: { ids: readonly string[]; widths: readonly number[]; pinned: number } = {
    ids: [],
    widths: [],
    pinned: 0,
  };
  let focus = start.focus;
  /** The row to be at the top once the query has answered. */
  let pendingTop: number | null = start.top;
  /** The position was changed by other means than the scrollbar. */
  let mustAlign = false;
  let answers = 0;
  let snapshot: ViewSnapshot = {
    total: null,
    first: 0,
    end: 0,
    baseRow: 0,
    slots: 1,
    trackHeight: 0,
    columns: { first: 0, end: 0, before: 0 },
    focus,
    error: null,
    isWaiting: true,
    answers: 0,
  };

  const loader = createRowLoader<Row>({
    onChange() {
      answers += 1;
      publish();
    },
    onRefresh(anchor, shift) {
      position += shift * rowHeight;
      mustAlign = true;
      if (anchor !== null && anchor.no === focus.no) {
        focus = { ...focus, row: anchor.index + shift };
      } else locateFocus();
    },
  });

  const geometry = (): scroll.ScrollGeometry => ({
    rows: loader.total() ?? 0,
    rowHeight,
    viewport: size.height,
  });
  const rowsSeen = () => Math.ceil(size.height / rowHeight);

  return {
    loader,
    geometry,
    snapshot: () => snapshot,
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    attach(to: ViewHost | null) {
      host = to;
    },
    /** A snapshot was drawn: the track has its height. */
    drawn() {
      if (mustAlign) align();
    },
    topRow: () => Math.floor(pendingTop ?? position / rowHeight),
    /** Where it stands, in rows: 12.5 is in the middle of the thirteenth. */
    top: () => pendingTop ?? position / rowHeight,
    setSource(next: RowSource<Row>) {
      const isOther = source !== null && source.order !== next.order;
      source = next;
      if (isOther) pendingTop = 0;
      const top = Math.floor(pendingTop ?? position / rowHeight);
      if (size.height > 0) loader.setSource(next, top, top + rowsSeen());
      if (isOther) locateFocus();
      publish();
    },
    /** The data changed: what is seen is loaded again without moving under the eyes. */
    refresh() {
      const { first, end } = scroll.rowsInView(geometry(), position);
      const isFocusSeen = focus.row !== null && focus.row >= first && focus.row < end;
      const index = isFocusSeen ? focus.row! : first;
      const no = loader.rowAt(index)?.no;
      loader.refresh(no === undefined || position === 0 ? null : { no, index });
    },
    resize(width: number, height: number) {
      const isFirst = size.height === 0;
      size = { width, height };
      if (isFirst && source !== null && height > 0) {
        const top = Math.floor(pendingTop ?? 0);
        loader.setSource(source, top, top + rowsSeen());
      }
      mustAlign = true;
      publish();
    },
    /** What is at the top stays there, and the focused row in view. */
    setRowHeight(next: number) {
      if (next === rowHeight) return;
      const top = position / rowHeight;
      const { first, end } = scroll.rowsInView(geometry(), position);
      rowHeight = next;
      position = scroll.clampPosition(geometry(), top * rowHeight);
      const { row } = focus;
      if (row !== null && row >= first && row < end) {
        position = scroll.reveal(geometry(), position, row);
      }
      mustAlign = true;
      publish();
    },
    setColumns(next: typeof columns) {
      columns = next;
      publish();
    },
    /** The browser scrolled. */
    scrolled(newTrack: number, newLeft: number, isStep: boolean) {
      if (newTrack !== track) {
        position = scroll.afterScroll(geometry(), { position, track }, newTrack, isStep);
        track = newTrack;
        if (scroll.mustRealign(geometry(), position, track, false)) align();
      }
      left = newLeft;
      publish();
    },
    /** Scrolling ended: the scrollbar may go to where it belongs. */
    settled() {
      align();
    },
    setFocus,
    focusRow: (): Row | undefined => rowOf(focus),
  };

  function setFocus(row: number, column: string | null): void {
    const last = (loader.total() ?? 0) - 1;
    const at = Math.max(HEAD, Math.min(row, last));
    focus = { row: at, no: loader.rowAt(at)?.no ?? null, column };
    if (at >= 0) {
      position = scroll.reveal(geometry(), position, at);
      mustAlign = true;
    }
    revealFocusColumn();
    publish();
  }

  function revealFocusColumn(): void {
    const index = columns.ids.indexOf(focus.column ?? '');
    if (index < 0) return;
    const room = size.width - columns.pinned;
    const wanted = revealColumn(columns.widths, index, left, room);
    if (wanted !== left) host?.setLeft(wanted);
  }

  function rowOf(one: TableFocus): Row | undefined {
    const row = one.row === null ? undefined : loader.rowAt(one.row);
    return row?.no === one.no ? row : undefined;
  }

  /** Where the focused row stands by now. */
  function locateFocus(): void {
    const { no } = focus;
    if (no === null || source === null) return;
    const asked = source;
    asked.locate(no).then(
      (row) => {
        if (asked !== source || focus.no !== no || focus.row === row) return;
        focus = { ...focus, row };
        publish();
      },
      // The rows' own request says what is wrong.
      () => {},
    );
  }

  function align(): void {
    mustAlign = false;
    if (host === null || !scroll.mustRealign(geometry(), position, track, true)) return;
    track = host.setTrack(scroll.trackOf(geometry(), position));
  }

  function publish(): void {
    const isWaiting = !loader.isAnswered() && loader.error() === null;
    if (pendingTop !== null && !isWaiting) {
      position = scroll.clampPosition(geometry(), pendingTop * rowHeight);
      pendingTop = null;
      mustAlign = true;
    }
    const within = scroll.clampPosition(geometry(), position);
    if (within !== position) mustAlign = true;
    position = within;
    if (focus.no === null && focus.row !== null && focus.row >= 0) {
      const no = loader.rowAt(focus.row)?.no ?? null;
      if (no !== null) focus = { ...focus, no };
    }
    const now = geometry();
    const { first, end } = scroll.rowsInView(now, position);
    if (pendingTop === null) loader.show(first, Math.max(end, first + 1));
    // Always as many as there are slots, so that each row that comes in takes the element of one that goes.
    const slots = rowsSeen() + 1 + 2 * OVERSCAN;
    const drawnFirst = Math.max(0, Math.min(first - OVERSCAN, now.rows - slots));
    const next: ViewSnapshot = {
      total: loader.total(),
      first: drawnFirst,
      end: Math.min(now.rows, drawnFirst + slots),
      baseRow: Math.floor(drawnFirst / BLOCK_ROWS) * BLOCK_ROWS,
      slots,
      trackHeight: scroll.trackHeight(now),
      columns: columnWindow(columns.widths, left, size.width - columns.pinned),
      focus,
      error: loader.error(),
      isWaiting,
      answers,
    };
    if (isSameWindow(next.columns, snapshot.columns)) next.columns = snapshot.columns;
    host?.setShift(next.columns.before - left);
    host?.setOffset(next.baseRow * rowHeight - position);
    if (isSameSnapshot(next, snapshot)) {
      if (mustAlign) align();
      return;
    }
    snapshot = next;
    for (const listener of listeners) listener();
  }
}
