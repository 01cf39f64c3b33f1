import type { OpenedArchive } from '#contract/operations.ts';
import type { StorageFacts } from '#contract/storage.ts';
import { useEngine } from '../../engine/engine-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { formatBytes, formatCount, formatCounted, formatNumber } from '../../ui/format.ts';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { goTo } from '../frame/use-route.ts';
import { canMigrate } from '../migrate/can-migrate.ts';
import { useMigrateDialog } from '../migrate/migrate-provider.tsx';
import { ProofList } from './proof-list.tsx';
import { StorageActions } from './storage-actions.tsx';
import { TierTable } from './tier-table.tsx';
import { TrashSection } from './trash-section.tsx';
import { useStorageFacts } from './use-storage-facts.ts';
import './storage.css';

/** What lies in an archive, and what keeps it well. */
export function StorageView({ archive }: { archive: OpenedArchive }) {
  const engine = useEngine();
  const openMigrate = useMigrateDialog();
  const { facts, error } = useStorageFacts(engine, archive.archive);
  return (
    <main className="storage" tabIndex={-1} aria-busy={facts === undefined && error === undefined}>
      <div className="storage-column">
        <section className="storage-section" aria-labelledby="storage-title">
          <h2 id="storage-title">Storage of {archive.name}</h2>
          {facts === undefined && error === undefined && (
            <ProgressBar label="Measuring" done={0} total={null} />
          )}
          {facts && <p>{sayAll(facts)}</p>}
          <div className="storage-actions">
            <Button onClick={() => goTo({ screen: 'runs', archive: archive.archive })}>
              Show runs
            </Button>
            {canMigrate(archive) && (
              <Button variant="primary" onClick={() => openMigrate(archive)}>
                Migrate to tiered…
              </Button>
            )}
          </div>
        </section>
        {error !== undefined && <ErrorNote title="The archive cannot be measured" error={error} />}
        {archive.kind !== 'reference-index' && <StorageActions archive={archive} />}
        {facts && (
          <section className="storage-section" aria-labelledby="storage-tiers">
            <h2 id="storage-tiers">Bytes</h2>
            <TierTable facts={facts} />
            {facts.dedup && <p className="soft">{sayDedup(facts.dedup)}</p>}
          </section>
        )}
        {facts?.proof && (
          <section className="storage-section" aria-labelledby="storage-proof">
            <h2 id="storage-proof">Proof</h2>
            <ProofList proof={facts.proof} />
          </section>
        )}
        {facts && hasTrash(archive, facts) && (
          <TrashSection archive={archive.archive} trash={facts.trash} />
        )}
      </div>
    </main>
  );
}

/** A plain folder has one when something went there. */
function hasTrash({ kind }: OpenedArchive, { trash }: StorageFacts): boolean {
  return kind === 'local-tiered' || trash.backtests.length > 0;
}

function sayAll({ backtests, runs, sourceBytes, proof, ratio }: StorageFacts): string {
  const rows = `${formatCounted(backtests, 'backtest')} and ${formatCounted(runs, 'run')}`;
  const kept =
    proof === null || ratio === null
      ? ''
      : `, kept in ${formatNumber(ratio * 100, 1)}\u202f% of that, the index not counted`;
  return `${rows}; bundles of ${formatBytes(sourceBytes)}${kept}.`;
}

function sayDedup({ files, chunks, bytes }: { files: number; chunks: number; bytes: number }) {
  if (files + chunks === 0) return 'Nothing is in it twice, so deduplication saved nothing.';
  return `Deduplication saved ${formatBytes(bytes)}: ${formatCounted(files, 'further file')} of the same content, ${formatCount(chunks)} shared chunks.`;
}
