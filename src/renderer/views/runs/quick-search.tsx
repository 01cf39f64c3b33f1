import { Search, X } from 'lucide-react';
import { useRef } from 'react';
import { useCommand } from '../../ui/commands.tsx';
import { TextField } from '../../ui/text-field.tsx';

interface QuickSearchProps {
  value: string;
  onChange: (value: string) => void;
  onLeave: () => void;
}

/** Words looked for in the file, algorithm, tag, symbols, and in the user's tags and notes. */
export function QuickSearch({ value, onChange, onLeave }: QuickSearchProps) {
  const input = useRef<HTMLInputElement>(null);
  useCommand({
    id: 'rows.find',
    label: 'Find runs',
    group: 'Runs',
    keys: ['Mod+F'],
    words: 'quick search',
    run: () => input.current?.select(),
  });
  return (
    <TextField
      ref={input}
      label="Quick search"
      isLabelHidden
      type="search"
      placeholder="Find name, tag, symbol"
      icon={<Search size={14} aria-hidden />}
      className="quick-search"
      value={value}
      onChange={onChange}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' && event.key !== 'Enter') return;
        event.preventDefault();
        if (event.key === 'Escape') onChange('');
        onLeave();
      }}
      trailing={
        value !== '' && (
          <button
            type="button"
            aria-label="Clear quick search"
            className="field-clear"
            onClick={() => onChange('')}
          >
            <X size={12} aria-hidden />
          </button>
        )
      }
    />
  );
}
