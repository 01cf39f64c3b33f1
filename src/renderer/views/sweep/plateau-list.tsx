import { Info } from 'lucide-react';
import { useState } from 'react';
import type { GridCell, SweepGrid } from '#contract/sweep.ts';
import { Button } from '../../ui/button.tsx';
import { formatCell, formatCount } from '../../ui/format.ts';
import { Tooltip } from '../../ui/tooltip.tsx';
import { cellName, plateauDefinition } from './plateau-words.ts';

interface PlateauListProps {
  grid: SweepGrid;
  plateaus: readonly GridCell[];
  column: Parameters<typeof formatCell>[0] & { label: string };
  isLowBest: boolean;
  onSelect: (cell: GridCell, isAdding: boolean) => void;
  onFilter: (cell: GridCell) => void;
}

const STEP = 8;

/** Where not only one cell is good but its surroundings are: the cells by plateau score. */
export function PlateauList(props: PlateauListProps) {
  const { grid, plateaus, column, isLowBest, onSelect, onFilter } = props;
  const [shown, setShown] = useState(STEP);
  const count = Math.min(shown, plateaus.length);
  return (
    <section aria-labelledby="swept-plateaus" className="swept-plateaus">
      <header className="chart-head">
        <h2 id="swept-plateaus" className="chart-title">
          Best plateaus
        </h2>
        <Tooltip text={plateauDefinition(column.label, isLowBest)}>
          <button type="button" className="chart-about" aria-label="About the plateau score">
            <Info size={14} aria-hidden />
          </button>
        </Tooltip>
      </header>
      {plateaus.length === 0 ? (
        <p className="soft swept-none">
          No cell has enough neighbours with a value. Plateaus need an axis of numbers with
          neighbouring values: choose other axes, or widen the filter.
        </p>
      ) : (
        <div className="swept-scroll">
          <table className="swept-table">
            <thead>
              <tr>
                <th scope="col" className="chart-number">
                  #
                </th>
                <th scope="col">{`${grid.x.name} × ${grid.y.name}`}</th>
                <th scope="col" className="chart-number">
                  Score
                </th>
                <th scope="col" className="chart-number">
                  {column.label}
                </th>
                <th scope="col">
                  <span className="visually-hidden">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {plateaus.slice(0, count).map((cell, index) => (
                <tr
                  key={`${cell.x} ${cell.y}`}
                  className={cell.selected > 0 ? 'swept-selected' : undefined}
                >
                  <td className="chart-number faint">{index + 1}</td>
                  <th scope="row">
                    <button
                      type="button"
                      className="swept-link"
                      aria-label={`Select ${pairOf(grid, cell)}: ${cellName(grid, cell)}`}
                      onClick={(event) =>
                        onSelect(cell, event.shiftKey || event.ctrlKey || event.metaKey)
                      }
                    >
                      {pairOf(grid, cell)}
                    </button>
                  </th>
                  <td className="chart-number">{formatCell(column, cell.plateau)}</td>
                  <td className="chart-number">{formatCell(column, cell.value)}</td>
                  <td>
                    <Button
                      variant="quiet"
                      aria-label={`Filter to ${cellName(grid, cell)}`}
                      onClick={() => onFilter(cell)}
                    >
                      Filter
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {count < plateaus.length && (
            <Button variant="quiet" onClick={() => setShown(shown + 4 * STEP)}>
              Show more of {formatCount(plateaus.length)}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}

/** "5 × 20" */
function pairOf({ x, y }: SweepGrid, cell: GridCell): string {
  return `${x.steps[cell.x]?.label} × ${y.steps[cell.y]?.label}`;
}
