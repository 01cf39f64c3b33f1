import { useState } from 'react';
import type { ArchiveCard } from '#contract/operations.ts';
import type { Watch } from '#contract/watches.ts';
import { useEngine, useEngineEvent } from '../../engine/engine-provider.tsx';
import { useQuery } from '../../engine/use-query.ts';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/choice.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { formatAgo, formatCounted } from '../../ui/format.ts';
import { useToasts } from '../../ui/toasts.tsx';
import { useChooseFolder } from '../folder/folder-chooser.tsx';

/** Folders whose bundles come into an archive as they appear. */
export function WatchSection({ face }: { face: 'desktop' | 'browser' }) {
  const watches = useQuery('watches', (engine) => engine.listWatches({}));
  const archives = useQuery('archives to watch for', (engine) => engine.listArchives({}));
  useEngineEvent('watches', watches.refresh);
  return (
    <section className="settings-section" aria-labelledby="settings-watch">
      <h2 id="settings-watch">Watched folders</h2>
      <p className="soft">
        Bundles that appear in a watched folder are imported once they are written to their end, as
        a job. It goes on at the next start.
        {face === 'browser' && ' Folders are those of the machine Strata runs on.'}
      </p>
      {watches.error !== undefined && (
        <ErrorNote
          title="The watched folders could not be listed"
          error={watches.error}
          actions={<Button onClick={watches.refresh}>Try again</Button>}
        />
      )}
      {watches.value && watches.value.length > 0 && <WatchTable watches={watches.value} />}
      {archives.value && <AddWatch cards={archives.value} onAdded={watches.refresh} />}
    </section>
  );
}

function WatchTable({ watches }: { watches: readonly Watch[] }) {
  const engine = useEngine();
  const toasts = useToasts();
  const stop = (watch: string) =>
    engine
      .stopWatch({ watch })
      .catch((error: unknown) => toasts.fail('The folder is still watched', error));
  return (
    <table className="settings-table">
      <thead>
        <tr>
          <th scope="col">Folder</th>
          <th scope="col">Into</th>
          <th scope="col">State</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {watches.map((watch) => (
          <tr key={watch.watch}>
            <th scope="row">{watch.label}</th>
            <td>{watch.archiveName === '' ? 'not there' : watch.archiveName}</td>
            <td>{stateOf(watch)}</td>
            <td className="settings-end">
              <Button aria-label={`Stop watching ${watch.label}`} onClick={() => stop(watch.watch)}>
                Stop
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function stateOf({ state, error, imported, lastAt }: Watch): string {
  if (state === 'failing') return `Tries again: ${error?.message ?? 'it failed'}`;
  if (lastAt === null) return 'Watching';
  const last = formatAgo(lastAt, Date.now());
  return `Watching, ${formatCounted(imported, 'bundle')} so far, the last ${last}`;
}

/** Chooses the archive, then asks for the folder. */
function AddWatch({ cards, onAdded }: { cards: readonly ArchiveCard[]; onAdded: () => void }) {
  const engine = useEngine();
  const toasts = useToasts();
  const chooseFolder = useChooseFolder();
  const able = cards.filter((card) => card.isPresent && card.kind !== 'reference-index');
  const [chosen, setChosen] = useState('');
  const archive = able.some((card) => card.archive === chosen) ? chosen : able[0]?.archive;

  const add = async () => {
    if (archive === undefined) return;
    try {
      const place = await chooseFolder('watch');
      if (place === null) return;
      await engine.startWatch({ folder: place.id, archive });
      onAdded();
    } catch (error) {
      toasts.fail('The folder is not watched', error);
    }
  };
  if (archive === undefined) {
    return <p>Open an archive first: then a folder can be watched for it.</p>;
  }
  return (
    <div className="settings-actions">
      <Select
        label="Archive"
        value={archive}
        options={able.map((card) => ({ value: card.archive, label: card.name }))}
        onChange={setChosen}
      />
      <Button onClick={() => void add()}>Watch a folder for it…</Button>
    </div>
  );
}
