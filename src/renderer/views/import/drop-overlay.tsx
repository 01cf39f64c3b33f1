import { FileDown, FolderInput } from 'lucide-react';
import './drop-overlay.css';

interface DropOverlayProps {
  face: 'desktop' | 'browser';
  /** The open archive; null on the archives screen. */
  archiveName: string | null;
  isReadOnly: boolean;
}

/** Over everything, menus and dialogs too. */
function show(element: HTMLElement | null) {
  element?.showPopover();
}

/** What will happen with what is over the window. A folder and a file look alike until they are let go. */
export function DropOverlay({ face, archiveName, isReadOnly }: DropOverlayProps) {
  const target = archiveName === null || isReadOnly ? 'an archive you choose' : archiveName;
  return (
    <div ref={show} popover="manual" className="drop-overlay" role="status">
      <div className="drop-frame">
        {face === 'desktop' ? (
          <>
            <Line icon={<FolderInput size={20} aria-hidden />} what="A folder">
              is opened and indexed where it lies. Nothing is copied.
            </Line>
            <Line icon={<FileDown size={20} aria-hidden />} what="Bundle files">
              are copied into {target}, after you said yes.
            </Line>
          </>
        ) : (
          <>
            <Line icon={<FileDown size={20} aria-hidden />} what="Bundles, from folders too,">
              are uploaded and copied into {target}, after you said yes.
            </Line>
            <p className="soft">
              A browser may not read a dropped folder where it lies. For that, use Open folder.
            </p>
          </>
        )}
      </div>
    </div>
  );
}

function Line(props: { icon: React.ReactNode; what: string; children: React.ReactNode }) {
  return (
    <p className="drop-line">
      {props.icon}
      <span>
        <strong>{props.what}</strong> {props.children}
      </span>
    </p>
  );
}
