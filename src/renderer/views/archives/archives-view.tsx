import { FolderOpen, Sparkles } from 'lucide-react';
import { useState } from 'react';
import { useEngineEvent, useHost } from '../../engine/engine-provider.tsx';
import { useQuery } from '../../engine/use-query.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { useDocumentTitle } from '../frame/use-document-title.ts';
import { ArchiveTable } from './archive-table.tsx';
import { DropZone } from './drop-zone.tsx';
import { FirstSteps } from './first-steps.tsx';
import { useOpenFolder } from './use-open-folder.ts';
import './archives.css';

/** The start: archives opened before, and the ways to open another. */
export function ArchivesView() {
  useDocumentTitle('Archives');
  const host = useHost();
  const archives = useQuery('archives', (engine) => engine.listArchives({}));
  const [error, setError] = useState<unknown>();
  const { openFolder, openDemo, opening } = useOpenFolder(setError);
  useEngineEvent('archive-changed', archives.refresh);

  const cards = archives.value;
  const failure = error ?? archives.error;
  return (
    <main className="archives" tabIndex={-1} aria-busy={archives.isLoading}>
      <div className="archives-column">
        <header className="archives-head">
          <h1>Archives</h1>
          <div className="archives-actions">
            <Button
              icon={<Sparkles size={14} aria-hidden />}
              disabled={opening !== null}
              onClick={() => void openDemo()}
            >
              Try the demo archive
            </Button>
            <Button
              variant="primary"
              icon={<FolderOpen size={14} aria-hidden />}
              shortcut="Mod+O"
              disabled={opening !== null}
              onClick={() => void openFolder()}
            >
              Open folder…
            </Button>
          </div>
        </header>
        {failure !== undefined && (
          <ErrorNote
            title="That did not work"
            error={failure}
            actions={
              <Button
                onClick={() => {
                  setError(undefined);
                  archives.refresh();
                }}
              >
                {archives.error === undefined ? 'Close' : 'Try again'}
              </Button>
            }
          />
        )}
        {cards?.length === 0 && <FirstSteps face={host.face} />}
        {cards !== undefined && cards.length > 0 && (
          <ArchiveTable cards={cards} onForgotten={archives.refresh} onFailed={setError} />
        )}
        <DropZone face={host.face} opening={opening} />
      </div>
    </main>
  );
}
