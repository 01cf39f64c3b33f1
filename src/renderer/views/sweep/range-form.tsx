import { SlidersHorizontal } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Popover } from '../../ui/popover.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { rangeExpression } from './brushes.ts';

interface RangeFormProps {
  /** What the button says: "By numbers". */
  label: string;
  columns: readonly { key: string; label: string }[];
  /** The ranges as a filter expression; columns left empty are not in it. */
  onSelect: (expression: string) => void;
}

/** What the pointer picks, typed: for the keyboard, and where a number has to be met exactly. */
export function RangeForm({ label, columns, onSelect }: RangeFormProps) {
  const [anchor, setAnchor] = useState<Element | null>(null);
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const [error, setError] = useState<string | null>(null);
  const apply = () => {
    const terms: string[] = [];
    for (const { key, label: name } of columns) {
      const [low, high] = (['from', 'to'] as const).map((end) => read(typed[`${key} ${end}`]));
      if (Number.isNaN(low) || Number.isNaN(high)) return setError(`${name}: not a number.`);
      if (low == null && high == null) continue;
      if (low != null && high != null && low > high) {
        return setError(`${name}: the first is larger than the second.`);
      }
      terms.push(rangeExpression(key, low ?? null, high ?? null));
    }
    if (terms.length === 0) return setError('Type at least one number.');
    setError(null);
    setAnchor(null);
    onSelect(terms.join(' AND '));
  };
  return (
    <>
      <Button
        variant="quiet"
        icon={<SlidersHorizontal size={14} aria-hidden />}
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(anchor ? null : event.currentTarget)}
      >
        {label}
      </Button>
      <Popover
        anchor={anchor}
        label={label}
        className="swept-ranges"
        onClose={() => setAnchor(null)}
      >
        <form
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return;
            event.preventDefault();
            apply();
          }}
        >
          <p className="soft">From and to, both included, as they are stored: 10 % is 0.1.</p>
          {columns.map(({ key, label: name }) => (
            <fieldset key={key} className="swept-range">
              <legend className="field-label">{name}</legend>
              {(['from', 'to'] as const).map((end) => (
                <TextField
                  key={end}
                  label={`${name}, ${end}`}
                  isLabelHidden
                  placeholder={end}
                  inputMode="decimal"
                  value={typed[`${key} ${end}`] ?? ''}
                  onChange={(text) => setTyped({ ...typed, [`${key} ${end}`]: text })}
                />
              ))}
            </fieldset>
          ))}
          {error !== null && (
            <p role="alert" className="field-error">
              {error}
            </p>
          )}
          <Button variant="primary" onClick={apply}>
            Select
          </Button>
        </form>
      </Popover>
    </>
  );
}

/** Null for nothing typed, NaN for no number. */
function read(text = ''): number | null {
  return text.trim() === '' ? null : Number(text);
}
