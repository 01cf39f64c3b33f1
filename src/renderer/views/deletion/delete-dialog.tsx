import { useState } from 'react';
import type { OpenedArchive } from '#contract/operations.ts';
import { useEngine } from '../../engine/engine-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import type { MarkTarget } from '../marks/use-mark.ts';

interface DeleteDialogProps {
  archive: OpenedArchive;
  target: MarkTarget;
  /** "3 selected backtests". */
  what: string;
  /** Rows are runs: their backtests go as a whole. */
  isOfRuns: boolean;
  onClose: () => void;
}

/** What deleting means here, and how it is taken back. */
export function DeleteDialog({ archive, target, what, isOfRuns, onClose }: DeleteDialogProps) {
  const engine = useEngine();
  const [error, setError] = useState<unknown>();
  const [isStarting, setStarting] = useState(false);
  const isTiered = archive.kind === 'local-tiered';
  const start = async () => {
    if (isStarting) return;
    setStarting(true);
    try {
      await engine.startDelete(target);
      onClose();
    } catch (failure) {
      setError(failure);
      setStarting(false);
    }
  };
  return (
    <Dialog
      title={`Delete ${what}?`}
      size="small"
      onClose={onClose}
      onSubmit={() => void start()}
      description={
        isTiered
          ? 'They leave the archive’s lists at once. Their data stays until garbage is collected, a week from now at the earliest: until then Storage restores them.'
          : 'The bundles move to the folder’s own trash, .strata-trash, with their sub-folders. Storage restores them; nothing is deleted for good.'
      }
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="danger" disabled={isStarting} onClick={() => void start()}>
            {isTiered ? 'Delete' : 'Move to the trash'}
          </Button>
        </>
      }
    >
      {isOfRuns && <p>A run goes with its backtest: all runs of these backtests go.</p>}
      {error !== undefined && <ErrorNote title="They could not be deleted" error={error} />}
    </Dialog>
  );
}
