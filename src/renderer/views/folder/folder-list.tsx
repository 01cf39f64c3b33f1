import { FileBox, Folder } from 'lucide-react';
import type { RefObject } from 'react';
import type { FolderListing, Place } from '#contract/operations.ts';
import { formatCounted } from '../../ui/format.ts';
import { moveInList } from '../../ui/move-in-list.ts';
import './folder-dialog.css';

interface FolderListProps {
  list: RefObject<HTMLUListElement | null>;
  folder: FolderListing | undefined;
  isLoading: boolean;
  onEnter: (place: Place) => void;
}

/** Files shown are a help to recognise the folder; a limit keeps a folder of 100,000 bundles light. */
const FILES_SHOWN = 200;

export function FolderList({ list, folder, isLoading, onEnter }: FolderListProps) {
  const isEmpty = folder && folder.folders.length === 0 && folder.files.length === 0;
  const more = (folder?.files.length ?? 0) - FILES_SHOWN;
  return (
    <div className="folder-list" aria-busy={isLoading}>
      <ul
        ref={list}
        aria-label="Folders and bundles"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it takes the focus when its folder changes, and scrolls by key
        tabIndex={0}
        onKeyDown={(event) => {
          moveInList(event);
          if (event.key === 'Backspace' && folder?.parent) onEnter(folder.parent);
        }}
      >
        {folder?.folders.map((child) => (
          <li key={child.id}>
            <button type="button" data-item className="folder-item" onClick={() => onEnter(child)}>
              <Folder size={16} aria-hidden />
              <span className="truncate">{child.name}</span>
            </button>
          </li>
        ))}
        {folder?.files.slice(0, FILES_SHOWN).map((file) => (
          <li key={file.id} className="folder-item faint">
            <FileBox size={16} aria-hidden />
            <span className="truncate">{file.name}</span>
          </li>
        ))}
        {more > 0 && <li className="folder-item faint">and {formatCounted(more, 'more file')}</li>}
      </ul>
      {isEmpty && <p className="folder-empty">This folder has no folders and no bundles.</p>}
    </div>
  );
}
