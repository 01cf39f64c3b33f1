import { Download, Trash2, Upload } from 'lucide-react';
import { useRef, useState } from 'react';
import { type SavedView, viewLimits } from '#contract/saved-view.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/choice.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { ViewKeeper } from './use-view-keeper.ts';
import './saved-views.css';

interface ViewsDialogProps {
  views: readonly SavedView[];
  keeper: ViewKeeper;
  onClose: () => void;
}

/** Renames, describes, deletes, exchanges views, and says which is shown first. */
export function ViewsDialog({ views, keeper, onClose }: ViewsDialogProps) {
  const file = useRef<HTMLInputElement>(null);
  return (
    <Dialog
      title="Views of this archive"
      onClose={onClose}
      actions={
        <>
          <input
            ref={file}
            type="file"
            accept="application/json,.json"
            className="visually-hidden"
            tabIndex={-1}
            aria-label="File of views"
            onChange={(event) => {
              const [chosen] = event.currentTarget.files ?? [];
              if (chosen !== undefined) void keeper.importFile(chosen);
              event.currentTarget.value = '';
            }}
          />
          <Button icon={<Upload size={14} aria-hidden />} onClick={() => file.current?.click()}>
            Import…
          </Button>
          <Button
            icon={<Download size={14} aria-hidden />}
            aria-disabled={views.length === 0}
            onClick={() => views.length > 0 && keeper.exportAll()}
          >
            Export all
          </Button>
          <Button variant="primary" onClick={onClose}>
            Done
          </Button>
        </>
      }
    >
      {views.length === 0 ? (
        <p className="soft">
          There are none yet. Set the table up as you like it, then choose Save the view in the
          Views menu.
        </p>
      ) : (
        <ul className="views-list">
          {views.map((view) => (
            <ViewLine key={view.name} view={view} views={views} keeper={keeper} />
          ))}
        </ul>
      )}
    </Dialog>
  );
}

function ViewLine({
  view,
  views,
  keeper,
}: {
  view: SavedView;
  views: readonly SavedView[];
  keeper: ViewKeeper;
}) {
  const [name, setName] = useState(view.name);
  const [note, setNote] = useState(view.note);
  const isTaken = name.trim() !== view.name && views.some((one) => one.name === name.trim());
  const keep = (change: Partial<SavedView> = {}) => {
    const next = { ...view, name: name.trim(), note: note.trim(), ...change };
    const isSame = JSON.stringify(next) === JSON.stringify(view);
    if (!isSame && next.name !== '' && !isTaken) void keeper.save(next, view.name);
  };
  return (
    <li className="views-line">
      <TextField
        label={`Name of ${view.name}`}
        isLabelHidden
        value={name}
        maxLength={viewLimits.name}
        onChange={setName}
        onBlur={() => keep()}
        error={isTaken ? 'Another view has this name.' : undefined}
      />
      <TextField
        label={`What ${view.name} is for`}
        isLabelHidden
        placeholder="What it is for"
        value={note}
        maxLength={viewLimits.note}
        onChange={setNote}
        onBlur={() => keep()}
      />
      <Checkbox
        label="Shown first"
        isChecked={view.isDefault}
        onChange={(isDefault) => keep({ isDefault })}
      />
      <IconButton
        label={`Delete ${view.name}`}
        icon={<Trash2 size={14} />}
        onClick={() => void keeper.remove(view.name)}
      />
    </li>
  );
}
