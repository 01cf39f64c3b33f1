import { useState } from 'react';
import type { Place } from '#contract/operations.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { useChooseFolder } from '../folder/folder-chooser.tsx';
import './import-dialog.css';

interface CodeFieldProps {
  value: Place | null;
  onChange: (place: Place | null) => void;
}

/** The folder of source code that a tiered archive keeps with the backtests; none is fine. */
export function CodeField({ value, onChange }: CodeFieldProps) {
  const chooseFolder = useChooseFolder();
  const [error, setError] = useState<unknown>();
  const choose = async () => {
    setError(undefined);
    const place = await chooseFolder('code').catch((failure) => {
      setError(failure);
      return null;
    });
    if (place) onChange(place);
  };
  return (
    <fieldset className="import-code">
      <legend className="field-label">Source code</legend>
      <div className="import-folder">
        <Button onClick={() => void choose()}>
          {value ? 'Choose another code folder…' : 'Choose a code folder…'}
        </Button>
        {value && (
          <>
            <span className="truncate" title={value.label}>
              {value.label}
            </span>
            <Button variant="quiet" onClick={() => onChange(null)}>
              Leave out
            </Button>
          </>
        )}
      </div>
      <p className="soft import-hint">
        Kept once, with every backtest that comes in and those that are there without any.
      </p>
      {error !== undefined && <ErrorNote error={error} />}
    </fieldset>
  );
}
