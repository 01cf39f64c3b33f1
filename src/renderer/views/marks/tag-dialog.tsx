import { useState } from 'react';
import { markLimits } from '#contract/marks.ts';
import { useQuery } from '../../engine/use-query.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/choice.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { formatCounted } from '../../ui/format.ts';
import { TextField } from '../../ui/text-field.tsx';
import { nextChoice, planTags, type TagChoice } from './tag-choice.ts';
import { type MarkTarget, useMark } from './use-mark.ts';
import './marks.css';

interface TagDialogProps {
  target: MarkTarget;
  /** "12 backtests" */
  what: string;
  onClose: () => void;
}

/** Tags for several backtests at once. */
export function TagDialog({ target, what, onClose }: TagDialogProps) {
  const { archive } = target;
  const facts = useQuery(`tags ${archive}`, (engine) => engine.marksFacts({ archive }));
  const { mark } = useMark();
  const [choices, setChoices] = useState<ReadonlyMap<string, TagChoice>>(new Map());
  const [typed, setTyped] = useState('');
  const plan = planTags(choices, typed);
  const isNothing = plan !== null && plan.addTags.length + plan.removeTags.length === 0;

  const submit = () => {
    if (plan === null || isNothing) return;
    void mark(target, plan, 'tagged anew');
    onClose();
  };
  return (
    <Dialog
      title={`Tags of ${what}`}
      size="small"
      onClose={onClose}
      onSubmit={submit}
      note={facts.value?.isKeptWithApp ? 'Kept with the app: the folder cannot be written.' : null}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" aria-disabled={plan === null || isNothing} onClick={submit}>
            Apply
          </Button>
        </>
      }
    >
      <TextField
        label="New tags, separated by commas"
        value={typed}
        onChange={setTyped}
        data-autofocus
        error={plan === null ? `A tag has at most ${markLimits.tag} characters.` : undefined}
      />
      {facts.error !== undefined && (
        <ErrorNote title="The tags could not be read" error={facts.error} />
      )}
      {facts.value !== undefined && facts.value.tags.length > 0 && (
        <fieldset className="tag-choices">
          <legend className="field-label">
            Tags of this archive: checked is given, unchecked is taken away, a dash leaves it
          </legend>
          {facts.value.tags.map(({ tag, backtests }) => {
            const choice = choices.get(tag) ?? 'mixed';
            return (
              <Checkbox
                key={tag}
                label={tag}
                detail={formatCounted(backtests, 'backtest')}
                isChecked={choice}
                onChange={() => setChoices(new Map(choices).set(tag, nextChoice(choice)))}
              />
            );
          })}
        </fieldset>
      )}
    </Dialog>
  );
}
