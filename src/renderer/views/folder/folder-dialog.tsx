import { FolderPlus, FolderUp } from 'lucide-react';
import { useRef, useState } from 'react';
import type { FolderListing, Place } from '#contract/operations.ts';
import { useEngine } from '../../engine/engine-provider.tsx';
import { usePersistentState } from '../../engine/use-persistent-state.ts';
import { useQuery } from '../../engine/use-query.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNote, failureOf, sentence } from '../../ui/error-note.tsx';
import { formatCounted } from '../../ui/format.ts';
import { TextField } from '../../ui/text-field.tsx';
import { FolderList } from './folder-list.tsx';
import { type FolderPurpose, folderWords } from './folder-purpose.ts';
import { NewFolderForm } from './new-folder-form.tsx';
import './folder-dialog.css';

interface FolderDialogProps {
  purpose: FolderPurpose;
  onChoose: (place: Place) => void;
  onClose: () => void;
}

/** The browser face has no folder dialog of the system: this one shows the machine that Strata runs on. */
export function FolderDialog({ purpose, onChoose, onClose }: FolderDialogProps) {
  const engine = useEngine();
  const { title, about, button, canMake } = folderWords[purpose];
  const [lastLabel, setLastLabel] = usePersistentState('folder-dialog', '');
  const [place, setPlace] = useState<Place | null>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const [typedError, setTypedError] = useState<unknown>();
  const [isMaking, setMaking] = useState(false);
  const list = useRef<HTMLUListElement>(null);

  const start = useQuery('start', async () => {
    const roots = await engine.listRoots({});
    const last =
      lastLabel === '' ? null : await engine.findPlace({ text: lastLabel }).catch(() => null);
    return { roots, first: last?.kind === 'folder' ? last : (roots[0] ?? null) };
  });
  const here = place ?? start.value?.first ?? null;
  const listing = useQuery(here?.id ?? null, () => engine.listFolder({ place: here?.id ?? '' }));
  const folder = listing.isStale ? undefined : listing.value;

  const enter = (to: Place) => {
    setPlace(to);
    setTyped(null);
    setTypedError(undefined);
    setMaking(false);
    list.current?.focus();
  };
  const choose = (chosen: Place) => {
    // Where it lies, not what it is: the next one wanted is more often beside it than in it.
    setLastLabel(folder?.parent?.label ?? chosen.label);
    onChoose(chosen);
  };
  const findTyped = async () => {
    if (typed === null) return true;
    try {
      const found = await engine.findPlace({ text: typed });
      if (found.kind === 'folder') enter(found);
      else if (purpose === 'open') choose(found);
      else setTypedError(new Error('not a folder'));
    } catch (error) {
      setTypedError(error);
    }
    return false;
  };
  const accept = async () => {
    if ((await findTyped()) && here !== null) choose(here);
  };

  return (
    <Dialog
      title={title}
      description={about}
      size="large"
      onClose={onClose}
      onSubmit={() => void findTyped()}
      note={folder && summary(folder)}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={here === null} onClick={() => void accept()}>
            {typed === null ? button : 'Go to folder'}
          </Button>
        </>
      }
    >
      <TextField
        label="Folder"
        isCode
        data-autofocus
        value={typed ?? here?.label ?? ''}
        onChange={(text) => {
          setTyped(text);
          setTypedError(undefined);
        }}
        hint="Type or paste a path and press Enter, or pick a folder below."
        error={typedError === undefined ? undefined : explain(typedError)}
      />
      <Roots roots={start.value?.roots ?? []} here={here} onEnter={enter} />
      {start.error !== undefined && (
        <ErrorNote title="No folders can be shown" error={start.error} />
      )}
      {listing.error !== undefined && (
        <ErrorNote title="This folder cannot be shown" error={listing.error} />
      )}
      <div className="folder-tools">
        <Button
          variant="quiet"
          icon={<FolderUp size={16} aria-hidden />}
          disabled={!folder?.parent}
          onClick={() => folder?.parent && enter(folder.parent)}
        >
          Parent folder
        </Button>
        {canMake && (
          <IconButton
            label="New folder"
            icon={<FolderPlus size={16} />}
            disabled={folder === undefined}
            isPressed={isMaking}
            onClick={() => setMaking(!isMaking)}
          />
        )}
      </div>
      {isMaking && folder && <NewFolderForm parent={folder.place} onMade={enter} />}
      <FolderList list={list} folder={folder} isLoading={listing.isLoading} onEnter={enter} />
    </Dialog>
  );
}

function Roots(props: { roots: Place[]; here: Place | null; onEnter: (place: Place) => void }) {
  if (props.roots.length < 2) return null;
  return (
    <fieldset className="folder-roots" aria-label="Start folders">
      {props.roots.map((root) => (
        <Button
          key={root.id}
          isPressed={props.here?.id === root.id}
          onClick={() => props.onEnter(root)}
        >
          {root.label}
        </Button>
      ))}
    </fieldset>
  );
}

function summary(folder: FolderListing): string {
  const bundles = formatCounted(folder.bundles, 'bundle');
  return `${bundles} directly in this folder${folder.hasIndex ? ', already indexed' : ''}.`;
}

function explain(error: unknown): string {
  if (!(error instanceof Error) || error.name !== 'ArchiveError') return 'That is not a folder.';
  const { message, advice } = failureOf(error);
  return advice === undefined ? sentence(message) : `${sentence(message)} ${advice}`;
}
