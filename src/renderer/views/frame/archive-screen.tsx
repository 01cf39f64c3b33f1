import type { ReactNode } from 'react';
import type { OpenedArchive } from '#contract/operations.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import type { useArchive } from './open-archives.tsx';
import { archivesRoute } from './route.ts';
import { useDocumentTitle } from './use-document-title.ts';
import { goTo } from './use-route.ts';

interface ArchiveScreenProps {
  shown: ReturnType<typeof useArchive>;
  /** Of the screen: "Runs". */
  title: string;
  children: (archive: OpenedArchive) => ReactNode;
}

/** A screen of an archive, once that is open. */
export function ArchiveScreen({ shown, title, children }: ArchiveScreenProps) {
  const { archive, error, retry } = shown;
  useDocumentTitle(archive?.name ?? 'Opening', title);
  if (archive !== undefined) return children(archive);
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
