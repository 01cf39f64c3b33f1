import { Suspense } from 'react';
import { EngineProvider } from './engine/engine-provider.tsx';
import type { Connection } from './engine/open-connection.ts';
import { CommandProvider } from './ui/commands.tsx';
import { ToastProvider } from './ui/toasts.tsx';
import { FolderChooser } from './views/folder/folder-chooser.tsx';
import { AppFrame } from './views/frame/app-frame.tsx';
import { OpenArchivesProvider } from './views/frame/open-archives.tsx';
import { UploadsProvider } from './views/import/uploads.tsx';
import { JobsProvider } from './views/jobs/jobs.tsx';

export function App({ connection }: { connection: Connection }) {
  return (
    <EngineProvider connection={connection}>
      <ToastProvider>
        <CommandProvider>
          <JobsProvider>
            <UploadsProvider>
              <OpenArchivesProvider>
                <FolderChooser>
                  {/* Waits for what the window looked like; that takes a few milliseconds, so nothing is shown for it. */}
                  <Suspense>
                    <AppFrame />
                  </Suspense>
                </FolderChooser>
              </OpenArchivesProvider>
            </UploadsProvider>
          </JobsProvider>
        </CommandProvider>
      </ToastProvider>
    </EngineProvider>
  );
}
