import { useId, useState } from 'react';
import { type MarkChange, markLimits } from '#contract/marks.ts';
import type { Engine } from '#contract/operations.ts';
import { useQuery } from '../../engine/use-query.ts';
import { Button } from '../../ui/button.tsx';
import { RadioGroup } from '../../ui/choice.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { type MarkTarget, useMark } from './use-mark.ts';
import './marks.css';

interface NoteDialogProps {
  target: MarkTarget;
  /** "12 selected backtests" */
  what: string;
  /** Of one backtest the note that is there is shown, to be changed. */
  isOne: boolean;
  onClose: () => void;
}

type How = 'below' | 'instead' | 'none';

/** A note for several backtests at once: never over one that is there without having said so. */
export function NoteDialog({ target, what, isOne, onClose }: NoteDialogProps) {
  const present = useQuery(isOne ? JSON.stringify(target) : null, (engine) =>
    noteOf(engine, target),
  );
  const { mark } = useMark();
  const [typed, setTyped] = useState<string | null>(null);
  const [chosen, setHow] = useState<How>('below');
  const id = useId();
  const known = present.value ?? null;
  // Over a note that was read one may write; over others only having said so.
  const how = known === null ? chosen : 'instead';
  const text = typed ?? known?.note ?? '';
  const isAsked = isOne && present.value === undefined && present.error === undefined;
  const isReady = !isAsked && (known !== null || how === 'none' || text.trim() !== '');

  const submit = () => {
    if (!isReady) return;
    const changes: Readonly<Record<How, MarkChange>> = {
      below: { addNote: text },
      instead: { note: text },
      none: { note: null },
    };
    void mark(target, changes[how], how === 'none' ? 'without a note' : 'with another note');
    onClose();
  };
  return (
    <Dialog
      title={`Note of ${what}`}
      size="small"
      onClose={onClose}
      onSubmit={submit}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" aria-disabled={!isReady} onClick={submit}>
            Apply
          </Button>
        </>
      }
    >
      {present.error !== undefined && (
        <ErrorNote title="The note could not be read" error={present.error} />
      )}
      {known === null && !isAsked && (
        <RadioGroup<How>
          label="Where there is a note already"
          value={how}
          onChange={setHow}
          options={[
            { value: 'below', label: 'Write below it' },
            { value: 'instead', label: 'Write in its place' },
            { value: 'none', label: 'Take every note away' },
          ]}
        />
      )}
      {how !== 'none' && (
        <div className="field note-field">
          <label htmlFor={`${id}-note`} className="field-label">
            Note
          </label>
          <textarea
            id={`${id}-note`}
            className="marks-note"
            rows={5}
            maxLength={markLimits.note}
            value={text}
            data-autofocus
            onChange={(event) => setTyped(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
              event.preventDefault();
              submit();
            }}
          />
        </div>
      )}
    </Dialog>
  );
}

/** The note of the one backtest that is meant; null where it has no run to be found by. */
async function noteOf(engine: Engine, target: MarkTarget): Promise<{ note: string | null } | null> {
  const { runs } = await engine.pickRuns({ ...target, sort: [], limit: 1 });
  const [first] = runs;
  if (first === undefined) return null;
  const { marks } = await engine.showBacktest({ archive: target.archive, id: first.id });
  return { note: marks.note };
}
