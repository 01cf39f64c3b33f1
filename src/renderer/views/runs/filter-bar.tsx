import { Filter } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { useCommand } from '../../ui/commands.tsx';
import {
  addExpression,
  type Chip,
  editChip,
  removeChip,
  switchAllOff,
  switchChip,
} from './chips.ts';
import { FilterChip } from './filter-chip.tsx';
import { FilterField, type FilterFieldHandle } from './filter-field.tsx';

interface FilterBarProps {
  chips: readonly Chip[];
  onChips: (what: string, chips: readonly Chip[]) => void;
  /** A text to begin with, asked for from elsewhere; a new object each time. */
  request: { text: string } | null;
  /** Back to the table. */
  onLeave: () => void;
}

/** The field in which conditions are typed. */
export function FilterEntry({ chips, onChips, request, onLeave }: FilterBarProps) {
  const [draft, setDraft] = useState('');
  const field = useRef<FilterFieldHandle>(null);
  useCommand({
    id: 'runs.filter',
    label: 'Filter runs',
    group: 'Runs',
    keys: ['/'],
    words: 'expression condition where',
    run: () => field.current?.focusEnd(),
  });
  useEffect(() => {
    if (request === null) return;
    setDraft(request.text);
    // Once the text is in the field.
    const frame = requestAnimationFrame(() => field.current?.focusEnd());
    return () => cancelAnimationFrame(frame);
  }, [request]);

  return (
    <FilterField
      ref={field}
      label="Filter"
      placeholder="Filter: sharpe > 1.5 and tag like &quot;sweep_%&quot;"
      icon={<Filter size={14} aria-hidden />}
      value={draft}
      onChange={setDraft}
      onApply={(text) => {
        if (text === '') return onLeave();
        onChips('filter', addExpression(chips, text));
        setDraft('');
      }}
      onLeave={() => {
        setDraft('');
        onLeave();
      }}
    />
  );
}

/** The conditions there are. Nothing is drawn where there are none. */
export function FilterChips({ chips, onChips }: Pick<FilterBarProps, 'chips' | 'onChips'>) {
  if (chips.length === 0) return null;
  return (
    <div className="chips">
      <ul aria-label="Filters" className="chips-list">
        {chips.map((chip) => (
          <FilterChip
            key={chip.id}
            chip={chip}
            onSwitch={() => onChips('switch', switchChip(chips, chip.id))}
            onEdit={(text) => onChips('edit', editChip(chips, chip.id, text))}
            onRemove={() => onChips('remove', removeChip(chips, chip.id))}
          />
        ))}
      </ul>
      {chips.some((chip) => chip.isOn) && chips.length > 1 && (
        <Button variant="quiet" onClick={() => onChips('all off', switchAllOff(chips))}>
          All off
        </Button>
      )}
      <Button variant="quiet" onClick={() => onChips('remove all', [])}>
        Remove all
      </Button>
    </div>
  );
}
