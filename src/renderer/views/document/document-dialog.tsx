import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { ArchiveId } from '#contract/operations.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { formatBytes } from '../../ui/format.ts';
import { DocumentLine } from './document-line.tsx';
import { DocumentSearch } from './document-search.tsx';
import { pathKey, type TreeLine, treeLines, treeMove } from './document-tree.ts';
import { useDocument } from './use-document.ts';
import { ValueDetail } from './value-detail.tsx';
import './document.css';

interface DocumentDialogProps {
  archive: ArchiveId;
  /** Id or handle. */
  id: string;
  title: string;
  onClose: () => void;
}

/** The whole document of a bundle as a tree: every value the file holds, with its exact type. */
export function DocumentDialog({ archive, id, title, onClose }: DocumentDialogProps) {
  const document = useDocument(archive, id);
  const tree = useRef<HTMLDivElement>(null);
  const [activeKey, setActiveKey] = useState<string | null>(null);
  /** The focus follows the keyboard, and what the search shows; not what is loaded. */
  const [wantsFocus, setWantsFocus] = useState(false);
  const lines = treeLines(document.pages, document.open);
  const active = lines.find(({ key }) => key === activeKey) ?? lines[0];

  useEffect(() => {
    if (!wantsFocus || active === undefined) return;
    setWantsFocus(false);
    const items = tree.current?.querySelectorAll<HTMLElement>('[role="treeitem"]') ?? [];
    const item = [...items].find(({ dataset }) => dataset.key === active.key);
    item?.focus();
    item?.scrollIntoView({ block: 'nearest' });
  }, [wantsFocus, active]);

  const go = (to: TreeLine | undefined) => {
    if (to === undefined) return;
    setActiveKey(to.key);
    setWantsFocus(true);
  };
  const toggle = (line: TreeLine) => {
    if (line.kind === 'more') {
      // The line goes: what comes in its place is the first of the new ones.
      const at = lines.indexOf(line);
      void document.more(line.path).then(() => {
        setActiveKey(lines[at - 1]?.key ?? null);
        setWantsFocus(true);
      });
    } else if (line.canOpen) document.toggle(line.path);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (active === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const move = treeMove(event.key, lines, active);
    if (move === null) return;
    event.preventDefault();
    if (move.do === 'toggle') toggle(active);
    else go(move.to);
  };
  const reveal = async (path: readonly (string | number)[]) => {
    await document.reveal(path);
    setActiveKey(pathKey(path));
    setWantsFocus(true);
  };

  const { root, error } = document;
  return (
    <Dialog
      title={`Document of ${title}`}
      size="large"
      onClose={onClose}
      description={
        root === null
          ? 'Reading the bundle…'
          : `Format v${root.formatVersion}, ${formatBytes(root.payloadBytes)} decompressed. Every value as it stands in the file.`
      }
    >
      {error !== undefined && (
        <ErrorNote
          title="The document could not be read"
          error={error}
          actions={<Button onClick={document.retry}>Try again</Button>}
        />
      )}
      <div className="document">
        <DocumentSearch archive={archive} id={id} onChoose={(path) => void reveal(path)} />
        <div
          ref={tree}
          role="tree"
          aria-label="Document"
          aria-busy={root === null}
          className="document-tree"
          onKeyDown={onKeyDown}
        >
          {lines.map((line) => (
            <DocumentLine
              key={line.key}
              line={line}
              isActive={line === active}
              onUse={() => {
                setActiveKey(line.key);
                setWantsFocus(line.kind === 'value');
                toggle(line);
              }}
            />
          ))}
        </div>
        {active?.kind === 'value' && <ValueDetail archive={archive} id={id} line={active} />}
      </div>
    </Dialog>
  );
}
