import { useState } from 'react';
import type { ArchiveId } from '#contract/operations.ts';
import type { TrashFacts } from '#contract/storage.ts';
import { useEngine } from '../../engine/engine-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { formatBytes, formatCount, formatCounted, formatTime, NOTHING } from '../../ui/format.ts';

/** Beyond these a list is of no use; the command line restores any. */
const shown = 200;

/** What was deleted and can be had back. */
export function TrashSection({ archive, trash }: { archive: ArchiveId; trash: TrashFacts }) {
  const engine = useEngine();
  const [error, setError] = useState<unknown>();
  const { backtests, bytes } = trash;
  const restore = (names: string[]) => {
    setError(undefined);
    engine.startUndelete({ archive, names }).catch(setError);
  };
  return (
    <section className="storage-section" aria-labelledby="storage-trash">
      <h2 id="storage-trash">Trash</h2>
      <p className="soft">
        {backtests.length === 0
          ? 'No backtest is deleted.'
          : `${formatCounted(backtests.length, 'backtest')} deleted, to be had back.`}
        {bytes > 0 && ` ${formatBytes(bytes)} in the trash and quarantine folders.`}
      </p>
      {backtests.length > 0 && (
        <>
          <div className="storage-actions">
            <Button onClick={() => restore(backtests.map(({ name }) => name))}>Restore all</Button>
          </div>
          <table className="storage-table" aria-label="Deleted backtests">
            <thead>
              <tr>
                <th scope="col">Backtest</th>
                <th scope="col">Deleted</th>
                <th scope="col" className="storage-number">
                  Size
                </th>
                <td />
              </tr>
            </thead>
            <tbody>
              {backtests.slice(0, shown).map(({ name, handle, deletedAt, bytes: size }) => (
                <tr key={name}>
                  <th scope="row">{handle}</th>
                  <td>{deletedAt === null ? NOTHING : formatTime(deletedAt)}</td>
                  <td className="storage-number tabular">{formatBytes(size)}</td>
                  <td className="storage-number">
                    <Button
                      variant="quiet"
                      aria-label={`Restore ${handle}`}
                      onClick={() => restore([name])}
                    >
                      Restore
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {backtests.length > shown && (
            <p className="soft">
              {formatCount(backtests.length - shown)} more are not listed here; strata undelete
              restores any of them by name.
            </p>
          )}
        </>
      )}
      {error !== undefined && <ErrorNote title="It could not be restored" error={error} />}
    </section>
  );
}
