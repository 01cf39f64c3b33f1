import type { ArchiveId, BacktestDetail } from '#contract/operations.ts';
import { ChartFrame } from '../../ui/chart/chart-frame.tsx';
import type { ChartTableData } from '../../ui/chart/chart-table.tsx';
import { useTablePicture } from '../../ui/chart/table-picture.ts';
import { classNames } from '../../ui/class-names.ts';
import { formatCell, formatDay, toneOf, unitLabel } from '../../ui/format.ts';
import { formatRoute } from '../frame/route.ts';
import { figuresOf, runName } from './run-figures.ts';
import { useFigureCopies } from './use-run-copies.ts';

const shown = [
  'total_net_gain_percentage',
  'cagr',
  'sharpe_ratio',
  'sortino_ratio',
  'calmar_ratio',
  'max_drawdown',
  'annual_volatility',
  'profit_factor',
  'win_rate',
  'number_of_trades',
  'exposure_ratio',
];

interface WindowsSectionProps {
  archive: ArchiveId;
  detail: BacktestDetail;
  run: number | null;
}

/** The runs of a walk-forward side by side: a metric a row, a window a column. */
export function WindowsSection({ archive, detail, run }: WindowsSectionProps) {
  const rows = figuresOf(shown, {});
  const table = windowTable(detail, rows);
  const picture = useTablePicture({ table });
  const copies = useFigureCopies(
    detail.runs.map((one) => ({ archive, id: detail.handle, run: one.run })),
    ['window', 'window_role', 'start', 'end', ...shown],
  );
  if (detail.runs.length < 2) return null;
  return (
    <ChartFrame
      title="Windows side by side"
      className="run-section"
      table={table}
      isTableItself
      picture={picture}
      copies={copies}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
      <section className="run-scroll" aria-label="Windows side by side, scrolls" tabIndex={0}>
        <table className="run-windows">
          <thead>
            <tr>
              <td />
              {detail.runs.map((one) => (
                <th
                  key={one.run}
                  scope="col"
                  className={classNames('figure-cell', one.run === run && 'run-window-shown')}
                >
                  <a
                    href={formatRoute({ screen: 'run', archive, id: detail.handle, run: one.run })}
                    aria-current={one.run === run ? 'true' : undefined}
                  >
                    {runName(one.values, one.run)}
                  </a>
                  <span className="faint">{spanOf(one.values.start, one.values.end)}</span>
                  {one.values.window_role ? (
                    <span className="faint">{String(one.values.window_role)}</span>
                  ) : null}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ column }) => (
              <tr key={column.key}>
                <th scope="row" title={column.meaning}>
                  {column.label}
                  {column.unit === 'currency' && (
                    <span className="faint"> {unitLabel(column)}</span>
                  )}
                </th>
                {detail.runs.map((one) => {
                  const value = one.values[column.key] ?? null;
                  return (
                    <td key={one.run} className={classNames('figure-cell', toneOf(column, value))}>
                      {formatCell(column, value)}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </ChartFrame>
  );
}

function windowTable({ runs }: BacktestDetail, rows: ReturnType<typeof figuresOf>): ChartTableData {
  return {
    caption: 'Windows side by side',
    columns: [
      { label: 'Figure' },
      ...runs.map(({ values, run }) => ({
        label: `${runName(values, run)}, ${spanOf(values.start, values.end)}`,
        isNumber: true,
      })),
    ],
    length: rows.length,
    row(index) {
      const { column } = rows[index]!;
      const cells = runs.map(({ values }) => formatCell(column, values[column.key] ?? null));
      return [column.label, ...cells];
    },
  };
}

function spanOf(start: unknown, end: unknown): string {
  const day = (time: unknown) => (typeof time === 'number' ? formatDay(time) : '?');
  return `${day(start)} to ${day(end)}`;
}
