import { X } from 'lucide-react';
import type { ColumnFacts } from '#contract/operations.ts';
import { Button } from '../../ui/button.tsx';
import { formatCell } from '../../ui/format.ts';
import { type Brushes, handDrawn, sayBrush } from './brushes.ts';

interface PickedRangesProps {
  brushes: Brushes;
  columns: readonly ColumnFacts[];
  onBrushes: (brushes: Brushes) => void;
  onSelect: () => void;
  onFilter: () => void;
}

/** What is picked on the axes, in words. Nothing where nothing is. */
export function PickedRanges(props: PickedRangesProps) {
  const { brushes, columns, onBrushes, onSelect, onFilter } = props;
  const entries = Object.entries(brushes).flatMap(([key, brush]) => {
    const facts = columns.find((one) => one.key === key);
    return facts === undefined ? [] : [{ key, brush, facts }];
  });
  if (entries.length === 0) return null;
  return (
    <div className="swept-brushes">
      <ul aria-label="Picked ranges" className="chips-list">
        {entries.map(({ key, brush, facts }) => (
          <li key={key} className="chip swept-brush">
            <span>
              {sayBrush(facts.label, brush, (value) => formatCell(facts, handDrawn(value)))}
            </span>
            <button
              type="button"
              className="swept-unbrush"
              aria-label={`Remove the range on ${facts.label}`}
              onClick={() => onBrushes(withoutBrush(brushes, key))}
            >
              <X size={12} aria-hidden />
            </button>
          </li>
        ))}
      </ul>
      <Button variant="quiet" onClick={onSelect}>
        Select these
      </Button>
      <Button variant="quiet" onClick={onFilter}>
        Filter to these
      </Button>
      <Button variant="quiet" onClick={() => onBrushes({})}>
        Remove ranges
      </Button>
    </div>
  );
}

export function withoutBrush(brushes: Brushes, key: string): Brushes {
  const { [key]: _, ...rest } = brushes;
  return rest;
}
