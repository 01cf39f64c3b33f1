import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import type { GridCell, SweepGrid } from '#contract/sweep.ts';
import type { ChartCopy } from '../../ui/chart/chart-frame.tsx';
import { ChartFrame } from '../../ui/chart/chart-frame.tsx';
import type { ChartPicture } from '../../ui/chart/chart-picture.ts';
import type { ChartTableData } from '../../ui/chart/chart-table.tsx';
import { ChartTip, type ChartTipAt } from '../../ui/chart/chart-tip.tsx';
import { EChart } from '../../ui/chart/echart.tsx';
import { useChartColours } from '../../ui/chart/use-chart-colours.ts';
import { formatCell, formatCount, formatCounted } from '../../ui/format.ts';
import type { RowWords } from '../runs/row-words.ts';
import { heatOption } from './heat-option.ts';
import { moveInGrid } from './move-in-grid.ts';
import { cellName, numberOf, plateauDefinition } from './plateau-words.ts';

interface HeatMapProps {
  grid: SweepGrid;
  /** Of the metric. */
  column: Parameters<typeof formatCell>[0] & { label: string };
  aggregate: string;
  shows: 'value' | 'plateau';
  isLowBest: boolean;
  best: GridCell | null;
  words: RowWords;
  note: string;
  controls: React.ReactNode;
  copies: readonly ChartCopy[];
  onSelect: (cell: GridCell, isAdding: boolean) => void;
  onFilter: (cell: GridCell) => void;
}

/** A metric over two parameters. Arrows move from cell to cell, Enter selects its rows, F filters to them. */
export function HeatMap(props: HeatMapProps) {
  const { grid, column, aggregate, shows, isLowBest, best, words, onSelect, onFilter } = props;
  const picture = useRef<ChartPicture | null>(null);
  const [cursor, setCursor] = useState<GridCell | null>(null);
  const [hasFocus, setHasFocus] = useState(false);
  const [tip, setTip] = useState<ChartTipAt | null>(null);
  const { colours, ref } = useChartColours();
  // Another answer has other cells.
  const at = grid.cells.find((cell) => cell.x === cursor?.x && cell.y === cursor.y) ?? null;
  const told = at === null ? [] : tellCell(grid, at, column, aggregate, words);
  const option = useMemo(
    () =>
      colours &&
      heatOption({
        grid,
        figureOf: (cell) => numberOf(shows === 'plateau' ? cell.plateau : cell.value),
        format: (value) => formatCell(column, value),
        isLowBest,
        colours,
        cursor: hasFocus ? at : null,
        best,
      }),
    [grid, shows, column, isLowBest, colours, hasFocus, at, best],
  );
  const act = useRef({ onSelect, grid, tell: (_: GridCell) => [] as string[] });
  act.current = { onSelect, grid, tell: (cell) => tellCell(grid, cell, column, aggregate, words) };

  const onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const from = at ?? best ?? grid.cells[0];
    if (from === undefined) return;
    const next = at === null ? from : moveInGrid(grid, from, event.key);
    if (next !== null && event.key.startsWith('Arrow')) setCursor(next);
    else if (event.key === 'Home' || event.key === 'End')
      setCursor(moveInGrid(grid, from, event.key));
    else if (event.key === 'Enter' || event.key === ' ')
      onSelect(from, event.shiftKey || event.key === ' ');
    else if (event.key.toLowerCase() === 'f') onFilter(from);
    else return;
    event.preventDefault();
    event.stopPropagation();
    setTip(null);
  };
  const title = `${column.label} by ${grid.x.name} and ${grid.y.name}`;
  return (
    <ChartFrame
      title={title}
      level={2}
      definition={plateauDefinition(column.label, isLowBest)}
      note={props.note}
      controls={props.controls}
      picture={picture}
      copies={props.copies}
      table={heatTable(grid, column, words)}
      className="swept-heat"
    >
      <div
        ref={ref}
        role="application"
        aria-roledescription="heat map"
        aria-label={`${title}: ${formatCounted(grid.cells.length, 'cell')}`}
        aria-describedby="swept-heat-keys"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard walks its cells
        tabIndex={0}
        className="swept-picture"
        onKeyDown={onKey}
        onFocus={(event) => {
          setHasFocus(event.currentTarget.matches(':focus-visible'));
          if (at === null) setCursor(best ?? grid.cells[0] ?? null);
        }}
        onBlur={() => setHasFocus(false)}
      >
        {option && (
          <EChart
            option={option}
            label={title}
            picture={picture}
            onReady={(chart) => {
              const element = chart.getDom();
              chart.on('mousemove', (event) => {
                const { offsetX: x = 0, offsetY: y = 0 } = event.event ?? {};
                if (event.componentType === 'series') {
                  const cell = act.current.grid.cells[event.dataIndex];
                  element.style.cursor = 'pointer';
                  if (cell) setTip({ x, y, lines: act.current.tell(cell) });
                } else if (typeof event.value === 'string') {
                  setTip({ x, y, lines: [event.value] });
                }
              });
              chart.on('mouseout', () => setTip(null));
              chart.on('globalout', () => setTip(null));
              chart.on('click', (event) => {
                const cell = act.current.grid.cells[event.dataIndex];
                const press = event.event?.event as unknown as MouseEvent | undefined;
                if (event.componentType !== 'series' || cell === undefined) return;
                setCursor(cell);
                const isAdding = press?.shiftKey || press?.ctrlKey || press?.metaKey || false;
                act.current.onSelect(cell, isAdding);
              });
              return undefined;
            }}
          />
        )}
        <ChartTip tip={tip} />
      </div>
      <p id="swept-heat-keys" className="visually-hidden">
        Arrow keys move from cell to cell. Enter selects its rows, Space adds them, F filters to
        them.
      </p>
      <p className="swept-readout" aria-live="polite">
        {hasFocus && at !== null ? told.join(' · ') : ''}
      </p>
    </ChartFrame>
  );
}

/** Everything there is to say of a cell, the first line its name. */
function tellCell(
  grid: SweepGrid,
  cell: GridCell,
  column: HeatMapProps['column'],
  aggregate: string,
  words: RowWords,
): string[] {
  const { rows, filled, value, plateau, neighbours, selected } = cell;
  return [
    cellName(grid, cell),
    `${column.label}, ${aggregate}: ${formatCell(column, value)}`,
    `Plateau score: ${formatCell(column, plateau)} (${formatCounted(neighbours, 'neighbour')})`,
    `${formatCounted(rows, ...words)}${filled < rows ? `, ${formatCount(rows - filled)} without a value` : ''}`,
    ...(selected > 0 ? [`${formatCount(selected)} selected`] : []),
  ];
}

function heatTable(
  grid: SweepGrid,
  column: HeatMapProps['column'],
  words: RowWords,
): ChartTableData {
  return {
    caption: `${column.label} by ${grid.x.name} and ${grid.y.name}`,
    columns: [
      { label: grid.x.name },
      { label: grid.y.name },
      { label: column.label, isNumber: true },
      { label: 'Plateau score', isNumber: true },
      { label: `Number of ${words[1]}`, isNumber: true },
      { label: 'Selected', isNumber: true },
    ],
    length: grid.cells.length,
    row: (index) => {
      const { x, y, value, plateau, rows, selected } = grid.cells[index]!;
      return [
        grid.x.steps[x]?.label ?? '',
        grid.y.steps[y]?.label ?? '',
        formatCell(column, value),
        formatCell(column, plateau),
        formatCount(rows),
        formatCount(selected),
      ];
    },
  };
}
