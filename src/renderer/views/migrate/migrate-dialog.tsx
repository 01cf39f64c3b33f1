import { useState } from 'react';
import type { ArchiveCard, Place } from '#contract/operations.ts';
import { useEngine } from '../../engine/engine-provider.tsx';
import { useQuery } from '../../engine/use-query.ts';
import { Button } from '../../ui/button.tsx';
import { RadioGroup } from '../../ui/choice.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useChooseFolder } from '../folder/folder-chooser.tsx';
import { goTo } from '../frame/use-route.ts';
import { CodeField } from '../import/code-field.tsx';
import { PlanFigures } from './plan-figures.tsx';
import './migrate.css';

type Proof = 'payload' | 'file';

/** What it would bring, where to, and how much is proved at once; then one click. */
export function MigrateDialog({ archive, onClose }: { archive: ArchiveCard; onClose: () => void }) {
  const engine = useEngine();
  const chooseFolder = useChooseFolder();
  const [chosen, setChosen] = useState<Place | null>(null);
  const [name, setName] = useState(`${archive.name} tiered`);
  const [code, setCode] = useState<Place | null>(null);
  const [proof, setProof] = useState<Proof>('payload');
  const [error, setError] = useState<unknown>();
  const [isStarting, setStarting] = useState(false);
  const plan = useQuery(archive.archive, () => engine.planMigrate({ archive: archive.archive }));
  const beside = useQuery(archive.label, () => findBeside(archive.label));
  const folder = chosen ?? beside.value ?? null;
  const isReady = folder !== null && name.trim() !== '' && !isStarting;

  const start = async () => {
    if (!isReady) return;
    setStarting(true);
    try {
      const to = { to: folder.id, name: name.trim() };
      const request = { archive: archive.archive, ...to, proof, code: code?.id ?? null };
      const { job } = await engine.startMigrate(request);
      onClose();
      goTo({ screen: 'migration', job });
    } catch (failure) {
      setError(failure);
      setStarting(false);
    }
  };
  const choose = async () => {
    const place = await chooseFolder('migrate').catch((failure) => {
      setError(failure);
      return null;
    });
    if (place) setChosen(place);
  };
  /** The folder that holds the folder, where pages may name it. */
  async function findBeside(label: string): Promise<Place | null> {
    const text = label.replace(/[/\\][^/\\]+[/\\]?$/, '');
    const found = text === '' ? null : await engine.findPlace({ text }).catch(() => null);
    return found?.kind === 'folder' ? found : null;
  }

  return (
    <Dialog
      title={`Migrate ${archive.name} to tiered`}
      description="A tiered archive holds the same backtests in a fraction of the space, as Parquet that DuckDB, Polars and Spark read. Every backtest is put together again from what was written and compared by hash before it counts. Your folder stays as it is."
      size="large"
      onClose={onClose}
      onSubmit={() => void start()}
      note={folder === null ? 'Choose where it goes.' : `Makes ${folder.label}/${name.trim()}`}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={!isReady} onClick={() => void start()}>
            Migrate
          </Button>
        </>
      }
    >
      <PlanFigures plan={plan.value} error={plan.error} proof={proof} />
      <RadioGroup
        label="Proof"
        value={proof}
        onChange={setProof}
        options={[
          {
            value: 'payload',
            label: 'Every backtest now, every file afterwards',
            detail: 'The archive can be used at once; the files are proved in the background',
          },
          {
            value: 'file',
            label: 'Every backtest and every file now',
            detail: 'Each file is compressed again and compared byte for byte, about a second each',
          },
        ]}
      />
      <div className="migrate-where">
        <span className="field-label">In the folder</span>
        <div className="migrate-folder">
          <Button onClick={() => void choose()}>
            {folder ? 'Choose another folder…' : 'Choose a folder…'}
          </Button>
          {folder && (
            <span className="truncate soft" title={folder.label}>
              {folder.label}
            </span>
          )}
        </div>
      </div>
      <TextField label="Name of the new archive" value={name} onChange={setName} />
      <CodeField value={code} onChange={setCode} />
      {error !== undefined && (
        <ErrorNote title="The migration could not be started" error={error} />
      )}
    </Dialog>
  );
}
