import { useEffect, useRef, useState } from 'react';

/**
 * Files dragged over any part of the window. Returns whether some are over it now. Every drop of files
 * is taken, wanted or not: the browser would leave the page and show the file instead.
 */
export function useFileDrop(
  onDrop: (data: DataTransfer) => void,
  isWanted: () => boolean,
): boolean {
  const [isOver, setOver] = useState(false);
  const latest = useRef({ onDrop, isWanted });
  useEffect(() => {
    latest.current = { onDrop, isWanted };
  });

  useEffect(() => {
    // Every element under the pointer is entered and left in its turn: only the sum says when the window is left.
    let depth = 0;
    const reset = () => {
      depth = 0;
      setOver(false);
    };
    const onEnter = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      depth += 1;
      if (latest.current.isWanted()) setOver(true);
    };
    const onLeave = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      depth -= 1;
      if (depth <= 0) reset();
    };
    const onOver = (event: DragEvent) => {
      if (!hasFiles(event) || event.dataTransfer === null) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = latest.current.isWanted() ? 'copy' : 'none';
    };
    const onDropped = (event: DragEvent) => {
      if (!hasFiles(event) || event.dataTransfer === null) return;
      event.preventDefault();
      reset();
      if (latest.current.isWanted()) latest.current.onDrop(event.dataTransfer);
    };
    window.addEventListener('dragenter', onEnter);
    window.addEventListener('dragleave', onLeave);
    window.addEventListener('dragover', onOver);
    window.addEventListener('drop', onDropped);
    return () => {
      window.removeEventListener('dragenter', onEnter);
      window.removeEventListener('dragleave', onLeave);
      window.removeEventListener('dragover', onOver);
      window.removeEventListener('drop', onDropped);
    };
  }, []);

  return isOver;
}

/** A dragged text or column is none of ours. */
function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}
