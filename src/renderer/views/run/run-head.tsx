import { ArrowDown, ArrowUp, FileText, Table2 } from 'lucide-react';
import type { BacktestDetail, OpenedArchive, Row } from '#contract/operations.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Select } from '../../ui/choice.tsx';
import { useCommand } from '../../ui/commands.tsx';
import { formatCount, formatDay } from '../../ui/format.ts';
import { goTo } from '../frame/use-route.ts';
import { useReport } from '../report/use-report.ts';
import { runName, titleOf } from './run-figures.ts';
import { type Neighbours, useNeighbours } from './use-neighbours.ts';

interface RunHeadProps {
  archive: OpenedArchive;
  detail: BacktestDetail;
  run: number | null;
}

/** Which run it is, and the way to the others. */
export function RunHead({ archive, detail, run }: RunHeadProps) {
  const around = useNeighbours(archive.archive, detail, run);
  const { value, rows } = around;
  const toTable = () => goTo({ screen: 'runs', archive: archive.archive });
  const open = (row: Row | null | undefined) => {
    if (row) goTo({ screen: 'run', archive: archive.archive, id: row.handle, run: row.run });
  };
  const previous = around.isStale ? null : (value?.previous ?? null);
  const next = around.isStale ? null : (value?.next ?? null);
  useCommand({
    id: 'run.previous',
    group: 'Run',
    label: 'Previous in the table',
    keys: ['['],
    isDisabled: previous === null,
    run: () => open(previous),
  });
  useCommand({
    id: 'run.next',
    group: 'Run',
    label: 'Next in the table',
    keys: [']'],
    isDisabled: next === null,
    run: () => open(next),
  });
  useCommand({
    id: 'run.table',
    group: 'Run',
    label: 'Back to the table',
    keys: ['Alt+ArrowUp'],
    run: toTable,
  });
  const { report } = useReport();
  const makeReport = () => void report(archive.archive, [detail.handle]);
  useCommand({
    id: 'run.report',
    group: 'Run',
    label: 'Make a report of this backtest',
    words: 'html tearsheet print share send',
    run: makeReport,
  });
  const title = titleOf(detail);
  return (
    <header className="run-head">
      <Button
        variant="quiet"
        icon={<Table2 size={14} aria-hidden />}
        shortcut="Alt+ArrowUp"
        onClick={toTable}
      >
        Table
      </Button>
      <div className="run-title">
        <h2 className="truncate" title={title}>
          {title}
        </h2>
        <p className="faint truncate" title={detail.handle}>
          {detail.handle}
        </p>
      </div>
      {detail.runs.length > 1 && run !== null && (
        <Select
          label="Window"
          isLabelHidden
          value={String(run)}
          options={detail.runs.map((one) => ({
            value: String(one.run),
            label: `${runName(one.values, one.run)}, ${span(one.values)}`,
          }))}
          onChange={(chosen) =>
            goTo({
              screen: 'run',
              archive: archive.archive,
              id: detail.handle,
              run: Number(chosen),
            })
          }
        />
      )}
      <Button
        variant="quiet"
        icon={<FileText size={14} aria-hidden />}
        tooltip="A self-contained HTML page about this backtest, to send or print"
        onClick={makeReport}
      >
        Report
      </Button>
      <p className="run-place soft" role="status">
        {sayPlace(value, rows)}
      </p>
      <IconButton
        label="Previous in the table"
        shortcut="["
        icon={<ArrowUp size={16} />}
        disabled={previous === null}
        onClick={() => open(previous)}
      />
      <IconButton
        label="Next in the table"
        shortcut="]"
        icon={<ArrowDown size={16} />}
        disabled={next === null}
        onClick={() => open(next)}
      />
    </header>
  );
}

function sayPlace(value: Neighbours | undefined, rows: 'backtests' | 'runs'): string {
  if (value === undefined) return '';
  if (value.index === null) return `Not among the ${rows} that the table shows`;
  return `${formatCount(value.index + 1)} of ${formatCount(value.total)} ${rows}`;
}

function span(values: BacktestDetail['runs'][number]['values']): string {
  const day = (time: unknown) => (typeof time === 'number' ? formatDay(time) : '?');
  return `${day(values.start)} to ${day(values.end)}`;
}
