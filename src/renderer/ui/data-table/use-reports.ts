import { useEffect, useRef } from 'react';
import type { TableRow } from './row-source.ts';
import type { TableView } from './table-view.ts';
import type { TableFocus, ViewSnapshot } from './view-snapshot.ts';

/** Milliseconds after the last move before where the table stands is worth keeping. */
const REST = 250;

interface Reports<Row extends TableRow> {
  version: string;
  onMoved: (at: { top: number; focus: TableFocus }) => void;
  onFocusRow: (row: Row) => void;
  onTotal: (total: number | null, isWaiting: boolean) => void;
}

/** Tells the owner what happens in the table, and the table that the data changed. */
export function useReports<Row extends TableRow>(
  view: TableView<Row>,
  snapshot: ViewSnapshot,
  reports: Reports<Row>,
): void {
  const latest = useRef(reports);
  useEffect(() => {
    latest.current = reports;
  });

  const { version } = reports;
  const seen = useRef(version);
  useEffect(() => {
    if (seen.current === version) return;
    seen.current = version;
    view.refresh();
  }, [view, version]);

  const row = view.focusRow();
  useEffect(() => {
    if (row !== undefined) latest.current.onFocusRow(row);
  }, [row]);

  const { total, isWaiting } = snapshot;
  useEffect(() => latest.current.onTotal(total, isWaiting), [total, isWaiting]);

  useEffect(() => {
    let timer = 0;
    const say = () => {
      timer = 0;
      latest.current.onMoved({ top: view.top(), focus: view.snapshot().focus });
    };
    const unsubscribe = view.subscribe(() => {
      if (view.snapshot().isWaiting) return;
      window.clearTimeout(timer);
      timer = window.setTimeout(say, REST);
    });
    return () => {
      unsubscribe();
      if (timer === 0) return;
      window.clearTimeout(timer);
      say();
    };
  }, [view]);
}
