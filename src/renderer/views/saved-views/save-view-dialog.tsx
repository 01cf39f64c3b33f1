import { useState } from 'react';
import { viewLimits } from '#contract/saved-view.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/choice.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import './saved-views.css';

interface SaveViewDialogProps {
  taken: readonly string[];
  onSave: (name: string, note: string, isDefault: boolean) => Promise<boolean>;
  onClose: () => void;
}

/** Gives the view a name. */
export function SaveViewDialog({ taken, onSave, onClose }: SaveViewDialogProps) {
  const [name, setName] = useState('');
  const [note, setNote] = useState('');
  const [isDefault, setDefault] = useState(false);
  const isTaken = taken.includes(name.trim());
  const canSave = name.trim() !== '' && !isTaken;
  const save = async () => {
    if (canSave && (await onSave(name.trim(), note.trim(), isDefault))) onClose();
  };
  return (
    <Dialog
      title="Save the view"
      size="small"
      description="Filter, search, order, columns with their widths, histograms and score, for backtests and for runs. It is kept beside the archive."
      onClose={onClose}
      onSubmit={() => void save()}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" aria-disabled={!canSave} onClick={() => void save()}>
            Save
          </Button>
        </>
      }
    >
      <div className="view-fields">
        <TextField
          label="Name"
          value={name}
          onChange={setName}
          maxLength={viewLimits.name}
          data-autofocus
          error={isTaken ? 'There is a view of this name: choose another.' : undefined}
        />
        <TextField
          label="What it is for (optional)"
          value={note}
          onChange={setNote}
          maxLength={viewLimits.note}
        />
        <Checkbox
          label="Show it first, when the archive is opened anew"
          isChecked={isDefault}
          onChange={setDefault}
        />
      </div>
    </Dialog>
  );
}
