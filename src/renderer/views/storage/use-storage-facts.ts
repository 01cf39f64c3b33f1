import type { ArchiveId, Engine } from '#contract/operations.ts';
import type { StorageFacts } from '#contract/storage.ts';
import { useEngineEvent } from '../../engine/engine-provider.tsx';
import { useQuery } from '../../engine/use-query.ts';

/** What lies in an archive, asked again when a job on it has ended or its rows have changed. */
export function useStorageFacts(
  engine: Engine,
  archive: ArchiveId,
): { facts: StorageFacts | undefined; error: unknown } {
  const answer = useQuery(archive, () => engine.storageFacts({ archive }));
  useEngineEvent('job', ({ job }) => {
    if (job.archive === archive && job.finishedAt !== null) answer.refresh();
  });
  useEngineEvent('archive-changed', (event) => {
    if (event.archive === archive) answer.refresh();
  });
  return { facts: answer.value, error: answer.error };
}
