import { FilterX, FolderOpen, LoaderCircle } from 'lucide-react';
import { ArchiveError } from '#contract/archive-error.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import type { ViewState } from './view-state.ts';

interface EmptyNoteProps {
  view: ViewState;
  /** Rows of the archive, without any filter. */
  all: number;
  isIndexing: boolean;
  /** Rows of runs are asked of an index of the framework, which has none. */
  hasNoRunRows: boolean;
  onSwitchOff: () => void;
  onClearSearch: () => void;
}

/** Why there are no rows, and what to do. */
export function EmptyNote(props: EmptyNoteProps) {
  const { view, all, isIndexing, hasNoRunRows, onSwitchOff, onClearSearch } = props;
  const hasFilter = view.chips.some((chip) => chip.isOn);
  const hasSearch = view.quick.trim() !== '';
  if (all > 0 && (hasFilter || hasSearch)) {
    return (
      <EmptyState
        icon={<FilterX size={24} />}
        title="No rows match"
        actions={
          <>
            {hasFilter && <Button onClick={onSwitchOff}>Switch all filters off</Button>}
            {hasSearch && <Button onClick={onClearSearch}>Clear the quick search</Button>}
          </>
        }
      >
        Nothing in this archive fulfils all conditions. Filters that are switched off stay in their
        place.
      </EmptyState>
    );
  }
  if (hasNoRunRows) {
    return (
      <EmptyState icon={<FolderOpen size={24} />} title="This index has no rows for runs">
        The framework’s index says how many runs a backtest has, and nothing of each. Open the
        folder of the bundles to see them.
      </EmptyState>
    );
  }
  if (isIndexing) {
    return (
      <EmptyState icon={<LoaderCircle size={24} />} title="Reading the folder">
        Rows appear here as soon as the first bundles are read.
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={<FolderOpen size={24} />} title="No backtests here yet">
      This folder holds no bundle (.iafbt, .obtf) that could be read. Drop files or folders anywhere
      on the window to import them. Backtests of the older form, a folder of JSON files each, come
      in with Import bundles, which makes bundles of them.
    </EmptyState>
  );
}

interface FailedNoteProps {
  error: unknown;
  view: ViewState;
  onRetry: () => void;
  onSwitchOff: () => void;
  onClearSort: () => void;
}

/** What keeps the rows away, and what to do. */
export function FailedNote({ error, view, onRetry, onSwitchOff, onClearSort }: FailedNoteProps) {
  const code = error instanceof ArchiveError ? error.code : 'internal';
  const isQuestion = code === 'unknown-column' || code === 'bad-filter';
  const { sort } = view.tables[view.rows];
  return (
    <ErrorNote
      title={isQuestion ? 'This archive cannot be asked that' : 'The rows could not be loaded'}
      error={error}
      actions={
        <>
          {isQuestion && view.chips.some((chip) => chip.isOn) && (
            <Button onClick={onSwitchOff}>Switch all filters off</Button>
          )}
          {code === 'unknown-column' && sort.length > 0 && (
            <Button onClick={onClearSort}>Clear the sort</Button>
          )}
          <Button onClick={onRetry}>Try again</Button>
        </>
      }
    />
  );
}
