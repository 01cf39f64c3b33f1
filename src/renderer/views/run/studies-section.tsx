import type { ArchiveId, BacktestDetail } from '#contract/operations.ts';
import { hasStudiesToShow, studyColumns } from '#contract/study-summary.ts';
import { ChartFrame } from '../../ui/chart/chart-frame.tsx';
import type { ChartTableData } from '../../ui/chart/chart-table.tsx';
import { useTablePicture } from '../../ui/chart/table-picture.ts';
import { classNames } from '../../ui/class-names.ts';
import { formatCell, toneOf } from '../../ui/format.ts';
import { useStudyCopies } from './use-run-copies.ts';

const shown = [
  'sample_type',
  'number_of_runs',
  'total_net_gain_percentage',
  'cagr',
  'sharpe_ratio',
  'sortino_ratio',
  'calmar_ratio',
  'max_drawdown',
  'profit_factor',
  'win_rate',
  'number_of_trades',
];
const rows = shown.flatMap((key) => studyColumns.find((column) => column.key === key) ?? []);

interface StudiesSectionProps {
  archive: ArchiveId;
  detail: BacktestDetail;
}

/** The studies of a backtest on each engine, and each of their universes, side by side; of formats from v4 on. */
export function StudiesSection({ archive, detail }: StudiesSectionProps) {
  const { studies } = detail;
  const table = tableOf(studies);
  const picture = useTablePicture({ table });
  const copies = useStudyCopies(archive, detail.handle, [
    ...['study_name', 'engine', 'universe_key'],
    ...shown,
  ]);
  if (!hasStudiesToShow(detail)) return null;
  return (
    <ChartFrame
      title="Studies and universes"
      className="run-section"
      definition="As the framework sums up the windows of a study on one engine; below a study's own column those of its universes."
      table={table}
      isTableItself
      picture={picture}
      copies={copies}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
      <section className="run-scroll" aria-label="Studies and universes, scrolls" tabIndex={0}>
        <table className="run-windows">
          <thead>
            <tr>
              <td />
              {studies.map(({ no, values }) => (
                <th key={no} scope="col" className="figure-cell">
                  {nameOf(values)}
                  <span className="faint">{universeOf(values)}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((column) => (
              <tr key={column.key}>
                <th scope="row" title={column.meaning}>
                  {column.label}
                </th>
                {studies.map(({ no, values }) => {
                  const value = values[column.key] ?? null;
                  return (
                    <td key={no} className={classNames('figure-cell', toneOf(column, value))}>
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

type Study = BacktestDetail['studies'][number];

function tableOf(studies: readonly Study[]): ChartTableData {
  return {
    caption: 'Studies and universes',
    columns: [
      { label: 'Figure' },
      ...studies.map(({ values }) => ({
        label: `${nameOf(values)}, ${universeOf(values)}`,
        isNumber: true,
      })),
    ],
    length: rows.length,
    row(index) {
      const column = rows[index]!;
      const cells = studies.map(({ values }) => formatCell(column, values[column.key] ?? null));
      return [column.label, ...cells];
    },
  };
}

function nameOf({ study_name, engine }: Study['values']): string {
  return [study_name, engine].filter((part) => part !== null && part !== undefined).join(', ');
}

function universeOf({ universe_key }: Study['values']): string {
  return universe_key === null || universe_key === undefined
    ? 'all universes'
    : `universe ${universe_key}`;
}
