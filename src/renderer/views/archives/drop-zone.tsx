import { FileDown } from 'lucide-react';

interface DropZoneProps {
  face: 'desktop' | 'browser';
  /** What is being opened now. */
  opening: string | null;
}

/** The whole window takes drops; this says so. */
export function DropZone({ face, opening }: DropZoneProps) {
  return (
    <div className="drop-zone" role="status">
      <FileDown size={20} aria-hidden />
      {opening !== null ? (
        <p>Opening {opening}…</p>
      ) : (
        <p>
          {face === 'desktop'
            ? 'Drop a folder anywhere on this window to index it where it lies, or bundle files to import them.'
            : 'Drop bundles or a folder of them anywhere on this window to upload them into an archive.'}
        </p>
      )}
    </div>
  );
}
