import type { ReactNode } from 'react';
import type { OpenedArchive } from '#contract/operations.ts';
import { CompareView } from '../compare/compare-view.tsx';
import { QueryView } from '../query/query-view.tsx';
import { RunsView } from '../runs/runs-view.tsx';
import { StorageView } from '../storage/storage-view.tsx';
import { SweepView } from '../sweep/sweep-view.tsx';
import type { ArchiveScreenName } from './route.ts';

interface ScreenView {
  /** In the bar, the palette and the window's title. */
  label: string;
  /** Words by which the palette finds it too. */
  words: string;
  show: (archive: OpenedArchive) => ReactNode;
}

/** What the bar leads to. A new screen is a name in `route.ts` and an entry here. */
export const screenViews: Readonly<Record<ArchiveScreenName, ScreenView>> = {
  runs: {
    label: 'Runs',
    words: 'table backtests list filter',
    show: (archive) => <RunsView key={archive.archive} archive={archive} />,
  },
  sweep: {
    label: 'Sweep',
    words: 'heat map parameters plateau parallel scatter groups',
    show: (archive) => <SweepView key={archive.archive} archive={archive} />,
  },
  compare: {
    label: 'Compare',
    words: 'overlay equity drawdown baseline correlation months differ',
    show: (archive) => <CompareView archive={archive} />,
  },
  query: {
    label: 'Query',
    words: 'sql duckdb sqlite select chart',
    show: (archive) => <QueryView key={archive.archive} archive={archive} />,
  },
  storage: {
    label: 'Storage',
    words: 'bytes verify compact garbage trash rebuild prove',
    show: (archive) => <StorageView key={archive.archive} archive={archive} />,
  },
};
