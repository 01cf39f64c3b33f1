import { RotateCw } from 'lucide-react';
import { ArchiveError } from '#contract/archive-error.ts';
import type { ArchiveId } from '#contract/operations.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { formatCounted, formatDuration } from '../../ui/format.ts';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { ExportResult } from './export-result.tsx';
import type { QueryState } from './query-state.ts';
import { ResultChart } from './result-chart.tsx';
import { ResultGrid } from './result-grid.tsx';
import { placeIn } from './sql-words.ts';
import type { Answered, Asking } from './use-asking.ts';

interface AnswerPartProps {
  archive: ArchiveId;
  asking: Asking;
  state: QueryState;
  onState: (change: Partial<QueryState>) => void;
  onAskAgain: (sql: string) => void;
  onGoTo: (offset: number) => void;
}

/** What came of the question: rows or a chart, and how many; or what is wrong and where. */
export function AnswerPart(props: AnswerPartProps) {
  const { archive, asking, state, onState, onAskAgain, onGoTo } = props;
  const { seconds, shown = 'table', answered: before } = state;
  const setShown = (next: 'table' | 'chart') => onState({ shown: next });
  const { answered, failed, isRunning, wasCancelled } = asking;
  return (
    <section className="query-answer" aria-label="Answer" aria-busy={isRunning}>
      <div className="query-status">
        <span role="status" aria-label="Answer">
          {saySituation(asking, state)}
        </span>
        {isRunning && <ProgressBar label="The query runs" done={0} total={null} />}
        {answered === null && !isRunning && before !== undefined && (
          <Button icon={<RotateCw size={14} aria-hidden />} onClick={() => onAskAgain(before)}>
            Run again
          </Button>
        )}
        {answered !== null && (
          <span className="query-actions">
            <Button variant="quiet" isPressed={shown === 'table'} onClick={() => setShown('table')}>
              Table
            </Button>
            <Button variant="quiet" isPressed={shown === 'chart'} onClick={() => setShown('chart')}>
              Chart
            </Button>
            <ExportResult archive={archive} sql={answered.sql} seconds={seconds} />
          </span>
        )}
      </div>
      {failed !== null && <FailedNote {...failed} onGoTo={onGoTo} />}
      {answered !== null && (
        <div
          className={classNames(
            'query-shown',
            (isRunning || failed !== null || wasCancelled) && 'chart-behind',
          )}
        >
          <Shown archive={archive} answered={answered} state={state} onState={onState} />
        </div>
      )}
    </section>
  );
}

interface ShownProps extends Pick<AnswerPartProps, 'archive' | 'state' | 'onState'> {
  answered: Answered;
}

function Shown({ archive, answered, state, onState }: ShownProps) {
  const { result, name } = answered;
  return state.shown === 'chart' ? (
    <ResultChart
      key={name}
      result={result}
      chart={state.chart}
      onChart={(chart) => onState({ chart })}
    />
  ) : (
    <ResultGrid key={name} archive={archive} result={result} name={name} />
  );
}

function saySituation(
  { answered, isRunning, wasCancelled, failed }: Asking,
  { maxRows, answered: before }: QueryState,
) {
  if (isRunning) return 'Running…';
  if (wasCancelled) return 'Cancelled.';
  if (failed !== null) return 'Not answered.';
  if (answered === null) {
    return before === undefined
      ? 'Nothing asked yet.'
      : 'Answered before Strata was closed; the rows are not kept.';
  }
  const { rows, isCut, took } = answered.result;
  const count = formatCounted(rows.length, 'row');
  const time = formatDuration(took / 1000);
  return isCut
    ? `The first ${count} in ${time}; there are more: raise the ${maxRows === rows.length ? 'limit' : 'number of rows'}, or export all.`
    : `${count} in ${time}.`;
}

interface FailedNoteProps {
  error: unknown;
  sql: string;
  onGoTo: (offset: number) => void;
}

function FailedNote({ error, sql, onGoTo }: FailedNoteProps) {
  const offset = error instanceof ArchiveError ? error.offset : undefined;
  const place = offset === undefined ? null : placeIn(sql, offset);
  return (
    <ErrorNote
      title={place === null ? 'The query failed' : `Line ${place.line}, column ${place.column}`}
      error={error}
      actions={
        offset !== undefined && <Button onClick={() => onGoTo(offset)}>Show the place</Button>
      }
    />
  );
}
