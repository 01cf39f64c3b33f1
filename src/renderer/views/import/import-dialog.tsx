import { useRef, useState } from 'react';
import type { OpenedArchive, Place } from '#contract/operations.ts';
import { filesOf } from '../../engine/dropped-files.ts';
import { useHost } from '../../engine/engine-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { formatBytes, formatCounted } from '../../ui/format.ts';
import { useChooseFolder } from '../folder/folder-chooser.tsx';
import { useSettings } from '../settings/use-settings.ts';
import { CodeField } from './code-field.tsx';
import { type ImportOffer, isNothing, nameOf, offerFiles, offerPlaces } from './import-offer.ts';
import {
  defaultTarget,
  type ImportTarget,
  ImportTargetField,
  targetName,
} from './import-target.tsx';
import './import-dialog.css';

interface ImportDialogProps {
  /** What was dropped; null when the dialog was opened to choose. */
  offer: ImportOffer | null;
  onOffer: (offer: ImportOffer) => void;
  open: OpenedArchive | null;
  onImport: (offer: ImportOffer, target: ImportTarget, code: Place | null) => void;
  onClose: () => void;
}

/** The word before an import: what, how much, where to, and what stays out. */
export function ImportDialog({ offer, onOffer, open, onImport, onClose }: ImportDialogProps) {
  const [target, setTarget] = useState<ImportTarget>(() => defaultTarget(open));
  const [code, setCode] = useState<Place | null>(null);
  const control = useSettings();
  const isTiered =
    target.kind === 'archive' ? target.isTiered : control.settings.store === 'local-tiered';
  const canImport = offer !== null && !isNothing(offer) && target.kind !== 'unset';
  const start = () => {
    if (canImport) onImport(offer, target, isTiered ? code : null);
  };
  return (
    <Dialog
      title="Import bundles"
      size="large"
      description="Bundles are copied into the archive and indexed. One that is there already is not copied again, and nothing is overwritten."
      onClose={onClose}
      onSubmit={start}
      note={offer && !isNothing(offer) && `${sayOffer(offer)} into ${targetName(target)}.`}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            disabled={!canImport}
            data-autofocus={offer === null ? undefined : true}
            onClick={start}
          >
            Import
          </Button>
        </>
      }
    >
      <Sources onOffer={onOffer} takesFocus={offer === null} />
      {offer && isNothing(offer) && (
        <p className="import-none">
          No bundles among what was chosen. Bundles are files named .iafbt or .obtf.
        </p>
      )}
      {offer && !isNothing(offer) && <Offered offer={offer} />}
      {offer && offer.leftOut.length > 0 && <LeftOut offer={offer} />}
      <ImportTargetField open={open} control={control} value={target} onChange={setTarget} />
      {isTiered && <CodeField value={code} onChange={setCode} />}
    </Dialog>
  );
}

interface SourcesProps {
  onOffer: (offer: ImportOffer) => void;
  takesFocus: boolean;
}

function Sources({ onOffer, takesFocus }: SourcesProps) {
  const host = useHost();
  const chooseFolder = useChooseFolder();
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const [error, setError] = useState<unknown>();

  const choosePlaces = async (choose: () => Promise<ImportOffer | null>) => {
    try {
      const offer = await choose();
      if (offer) onOffer(offer);
    } catch (failure) {
      setError(failure);
    }
  };
  const fromFolder = () =>
    choosePlaces(async () => {
      const place = await chooseFolder('import');
      return place && offerPlaces([place]);
    });
  const take = (input: HTMLInputElement) => {
    const chosen = filesOf(input.files ?? []);
    input.value = '';
    if (chosen.length > 0) onOffer(offerFiles({ files: chosen, unreadable: [] }));
  };

  return (
    <fieldset className="import-sources" aria-label="What to import">
      {host.face === 'desktop' ? (
        <>
          <Button
            data-autofocus={takesFocus || undefined}
            onClick={() =>
              void choosePlaces(async () => {
                const places = await host.chooseFiles();
                return places.length === 0 ? null : offerPlaces(places);
              })
            }
          >
            Choose files…
          </Button>
          <Button onClick={() => void fromFolder()}>Choose a folder…</Button>
        </>
      ) : (
        <>
          <Button data-autofocus={takesFocus || undefined} onClick={() => files.current?.click()}>
            Upload files…
          </Button>
          <Button onClick={() => folder.current?.click()}>Upload a folder…</Button>
          <Button onClick={() => void fromFolder()}>From a folder on the server…</Button>
          <input
            ref={files}
            type="file"
            multiple
            hidden
            aria-label="Files to upload"
            onChange={(event) => take(event.currentTarget)}
          />
          <input
            ref={(element) => {
              folder.current = element;
              // React has no name for this property, which every browser has.
              element?.setAttribute('webkitdirectory', '');
            }}
            type="file"
            hidden
            aria-label="Folder to upload"
            onChange={(event) => take(event.currentTarget)}
          />
        </>
      )}
      {error !== undefined && <ErrorNote error={error} />}
    </fieldset>
  );
}

function Offered({ offer }: { offer: ImportOffer }) {
  const { source } = offer;
  const names =
    source.kind === 'files'
      ? source.files.map(({ path }) => path)
      : source.places.map(({ label, kind }) => (kind === 'folder' ? label : nameOf(label)));
  return <NameList label="Will be imported" names={names} />;
}

function LeftOut({ offer }: { offer: ImportOffer }) {
  return (
    <details className="import-left-out">
      <summary>{formatCounted(offer.leftOut.length, 'file')} left out</summary>
      <NameList
        label="Left out"
        names={offer.leftOut.map(({ name, reason }) => `${name}: ${reason}`)}
      />
    </details>
  );
}

const NAMES_SHOWN = 200;

function NameList({ label, names }: { label: string; names: string[] }) {
  const more = names.length - NAMES_SHOWN;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls has to be reachable by key
    <ul className="import-names" aria-label={label} tabIndex={0}>
      {names.slice(0, NAMES_SHOWN).map((name) => (
        <li key={name} className="truncate" title={name}>
          {name}
        </li>
      ))}
      {more > 0 && <li className="faint">and {formatCounted(more, 'more', 'more')}</li>}
    </ul>
  );
}

/** "Copies 250 bundles, 12.3 MB" */
function sayOffer(offer: ImportOffer): string {
  const parts: string[] = [];
  if (offer.bundles > 0) {
    const bytes = offer.bytes === null ? '' : ` (${formatBytes(offer.bytes)})`;
    parts.push(`${formatCounted(offer.bundles, 'bundle')}${bytes}`);
  }
  if (offer.folders.length > 0) {
    parts.push(`all bundles below ${offer.folders.map(nameOf).join(', ')}`);
  }
  return `${offer.source.kind === 'files' ? 'Uploads' : 'Copies'} ${parts.join(' and ')}`;
}
