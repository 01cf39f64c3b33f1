import { useState } from 'react';
import type { ArchiveId } from '#contract/operations.ts';
import type { ProofFacts } from '#contract/storage.ts';
import { useEngine } from '../../engine/engine-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/choice.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { formatCounted } from '../../ui/format.ts';

interface ReclaimSectionProps {
  /** The folder that was migrated, and the archive it was migrated into. */
  source: ArchiveId;
  into: ArchiveId;
  /** Null while it is not known. */
  proof: ProofFacts | null;
}

/** Apart from the migration, and only after the second proof: the originals go to the trash. */
export function ReclaimSection({ source, into, proof }: ReclaimSectionProps) {
  const [isAsking, setAsking] = useState(false);
  const isProved = proof !== null && proof.payload === 0;
  return (
    <section className="migration-section" aria-labelledby="reclaim-title">
      <h2 id="reclaim-title">Your source folder is untouched</h2>
      <p className="soft">{sayState(proof)}</p>
      <div className="migration-actions">
        <Button disabled={!isProved} onClick={() => setAsking(true)}>
          Reclaim space…
        </Button>
      </div>
      {isAsking && proof && (
        <ReclaimDialog source={source} into={into} proof={proof} onClose={() => setAsking(false)} />
      )}
    </section>
  );
}

function sayState(proof: ProofFacts | null): string {
  if (proof === null) return 'The proofs are being counted.';
  if (proof.payload > 0) {
    return `Reclaiming its space waits for the file proof: ${formatCounted(proof.payload, 'file')} still to be proved.`;
  }
  const proved = `${formatCounted(proof.file, 'file')} come out of the archive byte for byte, so the originals can go to the trash.`;
  return proof.payloadOnly === 0
    ? proved
    : `${proved} Of ${formatCounted(proof.payloadOnly, 'file')} only the content comes out the same: they stay unless you say otherwise.`;
}

function ReclaimDialog(props: {
  source: ArchiveId;
  into: ArchiveId;
  proof: ProofFacts;
  onClose: () => void;
}) {
  const { source, into, proof, onClose } = props;
  const engine = useEngine();
  const [acceptPayload, setAccept] = useState(false);
  const [error, setError] = useState<unknown>();
  const start = () => {
    engine.startReclaim({ archive: source, into, acceptPayload }).then(onClose, setError);
  };
  return (
    <Dialog
      title="Reclaim space"
      description="Each file is read once more, looked up by its hash, and its backtest is taken out of the archive before it moves to the trash folder inside the source folder. Nothing is deleted: empty the trash yourself when you are sure."
      onClose={onClose}
      onSubmit={start}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="danger" onClick={start}>
            Move the originals to the trash
          </Button>
        </>
      }
    >
      {proof.payloadOnly > 0 && (
        <Checkbox
          label={`Also ${formatCounted(proof.payloadOnly, 'file')} of which only the content is the same`}
          detail="They come out of the archive with the same backtest in another compression"
          isChecked={acceptPayload}
          onChange={setAccept}
        />
      )}
      {error !== undefined && <ErrorNote title="It could not be started" error={error} />}
    </Dialog>
  );
}
