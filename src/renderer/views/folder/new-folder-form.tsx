import { useState } from 'react';
import type { Place } from '#contract/operations.ts';
import { useEngine } from '../../engine/engine-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { failureOf, sentence } from '../../ui/error-note.tsx';
import { TextField } from '../../ui/text-field.tsx';

/** Makes a folder and goes into it. Inside a dialog's form: Enter must not reach that. */
export function NewFolderForm({
  parent,
  onMade,
}: {
  parent: Place;
  onMade: (place: Place) => void;
}) {
  const engine = useEngine();
  const [name, setName] = useState('');
  const [error, setError] = useState<unknown>();

  const make = async () => {
    try {
      onMade(await engine.createFolder({ parent: parent.id, name: name.trim() }));
    } catch (failure) {
      setError(failure);
    }
  };

  return (
    <div className="folder-new">
      <TextField
        label="Name of the new folder"
        value={name}
        autoFocus
        onChange={(text) => {
          setName(text);
          setError(undefined);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          void make();
        }}
        error={error === undefined ? undefined : sentence(failureOf(error).message)}
      />
      <Button disabled={name.trim() === ''} onClick={() => void make()}>
        Make folder
      </Button>
    </div>
  );
}
