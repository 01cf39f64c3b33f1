import { X } from 'lucide-react';
import { useState } from 'react';
import { classNames } from '../../ui/class-names.ts';
import { Tooltip } from '../../ui/tooltip.tsx';
import { type Chip, chipName } from './chips.ts';
import { FilterField } from './filter-field.tsx';

interface FilterChipProps {
  chip: Chip;
  onSwitch: () => void;
  onEdit: (text: string) => void;
  onRemove: () => void;
}

/** One condition: switched off and on, edited, removed. */
export function FilterChip({ chip, onSwitch, onEdit, onRemove }: FilterChipProps) {
  const [draft, setDraft] = useState<string | null>(null);
  if (draft !== null) {
    return (
      <li className="chip chip-editing">
        <FilterField
          label="Edit filter"
          value={draft}
          onChange={setDraft}
          onApply={(text) => {
            setDraft(null);
            onEdit(text);
          }}
          onLeave={() => setDraft(null)}
          isCompact
          hasFocusAtOnce
        />
      </li>
    );
  }
  const { text, isOn } = chip;
  const name = chipName(chip);
  return (
    <li className={classNames('chip', !isOn && 'chip-off')}>
      <Tooltip text={isOn ? 'Switch off without removing' : 'Switch on again'}>
        <button
          type="button"
          role="switch"
          aria-checked={isOn}
          aria-label={`Filter ${name}`}
          className="chip-switch"
          onClick={onSwitch}
        >
          <span className="chip-dot" />
        </button>
      </Tooltip>
      <Tooltip text={text}>
        <button
          type="button"
          aria-label={`Edit filter ${name}`}
          className="chip-text"
          onClick={() => setDraft(text)}
        >
          {name}
        </button>
      </Tooltip>
      <button
        type="button"
        aria-label={`Remove filter ${name}`}
        className="chip-remove"
        onClick={onRemove}
      >
        <X size={12} aria-hidden />
      </button>
    </li>
  );
}
