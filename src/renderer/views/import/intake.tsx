import type { ReactNode } from 'react';
import { createContext, use, useCallback, useState } from 'react';
import type { OpenedArchive, Place } from '#contract/operations.ts';
import { entriesOf, readEntries } from '../../engine/dropped-files.ts';
import { useHost } from '../../engine/engine-provider.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { useOpenArchives } from '../frame/open-archives.tsx';
import { DropOverlay } from './drop-overlay.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { type ImportOffer, nameOf, offerFiles, offerPlaces } from './import-offer.ts';
import { useFileDrop } from './use-file-drop.ts';
import { useStartImport } from './use-start-import.ts';

const IntakeContext = createContext<(() => void) | null>(null);

/** Opens the import dialog. */
export function useImportDialog(): () => void {
  const openDialog = use(IntakeContext);
  if (openDialog === null) throw new Error('useImportDialog outside of Intake');
  return openDialog;
}

/** Everything that comes in from outside: drops on any part of the window, and the dialog for the same. */
export function Intake({ open, children }: { open: OpenedArchive | null; children: ReactNode }) {
  const host = useHost();
  const toasts = useToasts();
  const { openPlace } = useOpenArchives();
  const startImport = useStartImport();
  const [dialog, setDialog] = useState<{ offer: ImportOffer | null } | null>(null);

  const takeDrop = async (data: DataTransfer) => {
    try {
      if (host.face === 'browser') {
        // Before anything is awaited: the browser empties the drop right after.
        const entries = entriesOf(data);
        setDialog({ offer: offerFiles(await readEntries(entries)) });
        return;
      }
      const files = [...data.files];
      const places = await host.placesOf(files);
      if (isToOpen(places)) await openInPlace(places);
      else setDialog({ offer: offerPlaces(places, sizesOf(files)) });
    } catch (error) {
      toasts.fail('What was dropped could not be opened', error);
    }
  };
  /** Several folders are several archives; the last one opened is shown. */
  const openInPlace = async (places: Place[]) => {
    for (const place of places) await openPlace(place);
  };

  const isOver = useFileDrop(
    (data) => void takeDrop(data),
    () => dialog !== null || document.querySelector('dialog[open]') === null,
  );
  const openDialog = useCallback(() => setDialog({ offer: null }), []);

  return (
    <IntakeContext value={openDialog}>
      {children}
      {isOver && (
        <DropOverlay
          face={host.face}
          archiveName={open?.name ?? null}
          isReadOnly={open?.isReadOnly ?? false}
        />
      )}
      {dialog && (
        <ImportDialog
          offer={dialog.offer}
          onOffer={(offer) => setDialog({ offer })}
          open={open}
          onClose={() => setDialog(null)}
          onImport={(offer, target, code) => {
            setDialog(null);
            void startImport(offer, target, code);
          }}
        />
      )}
    </IntakeContext>
  );
}

/** Folders alone, or an index file: those are opened where they lie. Files among them make it an import. */
function isToOpen(places: Place[]): boolean {
  const isIndex = (place: Place) => place.kind === 'file' && /\.sqlite$/i.test(nameOf(place.label));
  return places.length > 0 && places.every((place) => place.kind === 'folder' || isIndex(place));
}

function sizesOf(files: readonly File[]): Map<string, number> {
  return new Map(files.map((file) => [file.name, file.size]));
}
