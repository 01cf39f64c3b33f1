import { Button } from '../../ui/button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { RunsView } from '../runs/runs-view.tsx';
import type { useArchive } from './open-archives.tsx';
import { archivesRoute } from './route.ts';
import { useDocumentTitle } from './use-document-title.ts';
import { goTo } from './use-route.ts';

/** An archive's home, once it is open. */
export function ArchiveScreen({ shown }: { shown: ReturnType<typeof useArchive> }) {
  const { archive, error, retry } = shown;
  useDocumentTitle(archive?.name ?? 'Opening', 'Runs');
  if (archive !== undefined) return <RunsView key={archive.archive} archive={archive} />;
  return (
    <main className="view-centred" tabIndex={-1} aria-busy={error === undefined}>
      {error === undefined ? (
        <p className="soft" role="status">
          Opening the archive…
        </p>
      ) : (
        <ErrorNote
          title="The archive could not be opened"
          error={error}
          actions={
            <>
              <Button onClick={retry}>Try again</Button>
              <Button onClick={() => goTo(archivesRoute)}>Show archives</Button>
            </>
          }
        />
      )}
    </main>
  );
}
