import { type KeyboardEvent, type MouseEvent, useMemo, useRef, useState } from 'react';
import type { GridCell, SweepGrid } from '#contract/sweep.ts';
import { type ChartCopy, ChartFrame } from '../../ui/chart/chart-frame.tsx';
import type { ChartPicture } from '../../ui/chart/chart-picture.ts';
import { ChartTip, type ChartTipAt } from '../../ui/chart/chart-tip.tsx';
import { useChartColours } from '../../ui/chart/use-chart-colours.ts';
import { formatCell, formatCounted } from '../../ui/format.ts';
import type { RowWords } from '../runs/row-words.ts';
import { heatAt, heatFrame } from './heat-frame.ts';
import type { HeatLook, HeatMarks } from './heat-picture.ts';
import { heatTable, type MetricWords, tellCell } from './heat-table.ts';
import { moveInGrid } from './move-in-grid.ts';
import { numberOf, plateauDefinition } from './plateau-words.ts';
import { useHeatLayers } from './use-heat-layers.ts';
import { useSize } from './use-size.ts';

interface HeatMapProps {
  grid: SweepGrid;
  /** Of the metric. */
  column: MetricWords;
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
  const { grid, column, aggregate, shows, isLowBest, best, words, onSelect } = props;
  const picture = useRef<ChartPicture | null>(null);
  const { colours, ref } = useChartColours();
  const size = useSize(ref);
  const look = useMemo((): HeatLook | null => {
    if (size === null || colours === null) return null;
    return {
      grid,
      frame: heatFrame(grid, size),
      figureOf: (cell) => numberOf(shows === 'plateau' ? cell.plateau : cell.value),
      format: (value) => formatCell(column, value),
      isLowBest,
      colours,
    };
  }, [grid, size, shows, column, isLowBest, colours]);
  const cursor = useCursor(props);
  const { at, hasFocus } = cursor;
  const marks = useMemo(
    (): HeatMarks => ({
      selected: grid.cells.filter(({ selected }) => selected > 0),
      best,
      cursor: hasFocus ? at : null,
    }),
    [grid, best, at, hasFocus],
  );
  const layers = useHeatLayers(look, marks, picture);
  const told = at === null ? [] : tellCell(grid, at, column, aggregate, words);

  const [tip, setTip] = useState<ChartTipAt | null>(null);
  const placeOf = (event: MouseEvent) => {
    const box = event.currentTarget.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top] as const;
  };
  const pointAt = (event: MouseEvent) => {
    const [x, y] = placeOf(event);
    const found = look && heatAt(grid, look.frame, x, y);
    if (found == null) return setTip(null);
    const lines =
      'cell' in found ? tellCell(grid, found.cell, column, aggregate, words) : [found.name];
    setTip({ x, y, lines });
  };
  const press = (event: MouseEvent) => {
    const found = look && heatAt(grid, look.frame, ...placeOf(event));
    if (found == null || !('cell' in found)) return;
    cursor.move(found.cell);
    onSelect(found.cell, event.shiftKey || event.ctrlKey || event.metaKey);
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
        onKeyDown={(event) => {
          if (cursor.onKey(event)) setTip(null);
        }}
        onFocus={cursor.onFocus}
        onBlur={cursor.onBlur}
        onMouseMove={pointAt}
        onMouseLeave={() => setTip(null)}
        onClick={press}
      >
        <canvas ref={layers.cells} role="img" aria-label={title} />
        <canvas ref={layers.frames} />
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

/** Where the keyboard is in the grid, and what its keys do there. */
function useCursor({ grid, best, onSelect, onFilter }: HeatMapProps) {
  const [cell, move] = useState<GridCell | null>(null);
  const [hasFocus, setHasFocus] = useState(false);
  // Another answer has other cells.
  const at = grid.cells.find((one) => one.x === cell?.x && one.y === cell.y) ?? null;
  const first = best ?? grid.cells[0] ?? null;
  return {
    at,
    hasFocus,
    move,
    onFocus(event: React.FocusEvent) {
      setHasFocus(event.currentTarget.matches(':focus-visible'));
      if (at === null) move(first);
    },
    onBlur: () => setHasFocus(false),
    /** Whether the key did something. */
    onKey(event: KeyboardEvent): boolean {
      if (event.ctrlKey || event.metaKey || event.altKey) return false;
      const from = at ?? first;
      if (from === null) return false;
      if (event.key.startsWith('Arrow'))
        move(at === null ? from : moveInGrid(grid, from, event.key));
      else if (event.key === 'Home' || event.key === 'End') move(moveInGrid(grid, from, event.key));
      else if (event.key === 'Enter' || event.key === ' ') {
        onSelect(from, event.shiftKey || event.key === ' ');
      } else if (event.key.toLowerCase() === 'f') onFilter(from);
      else return false;
      // The keyboard is here, whatever brought the focus.
      setHasFocus(true);
      event.preventDefault();
      event.stopPropagation();
      return true;
    },
  };
}
