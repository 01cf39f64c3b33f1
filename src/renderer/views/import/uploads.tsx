import type { ReactNode } from 'react';
import { createContext, use, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { DroppedFile } from '../../engine/dropped-files.ts';
import type { BrowserHost, UploadOutcome } from '../../engine/host.ts';

/** Files on their way from the browser to the server; after that a job of the engine takes over. */
export interface Upload {
  id: number;
  /** The archive they are for. */
  into: string;
  done: number;
  total: number;
  bytes: number;
  totalBytes: number;
  current: string;
  startedAt: number;
}

interface Uploads {
  all: readonly Upload[];
  /** Null when it was cancelled. */
  start: (host: BrowserHost, files: DroppedFile[], into: string) => Promise<UploadOutcome | null>;
  cancel: (id: number) => void;
}

const UploadsContext = createContext<Uploads | null>(null);

export function useUploads(): Uploads {
  const uploads = use(UploadsContext);
  if (uploads === null) throw new Error('useUploads outside of UploadsProvider');
  return uploads;
}

export function UploadsProvider({ children }: { children: ReactNode }) {
  const [all, setAll] = useState<readonly Upload[]>([]);
  const stops = useRef(new Map<number, AbortController>());
  const next = useRef(0);
  useWarnBeforeLeaving(all.length > 0);

  const start = useCallback<Uploads['start']>(async (host, files, into) => {
    const id = ++next.current;
    const stop = new AbortController();
    stops.current.set(id, stop);
    const totalBytes = files.reduce((sum, { file }) => sum + file.size, 0);
    const upload = { id, into, done: 0, bytes: 0, current: '', startedAt: Date.now(), totalBytes };
    setAll((before) => [...before, { ...upload, total: files.length }]);
    try {
      return await host.upload(files, {
        signal: stop.signal,
        report: (progress) =>
          setAll((before) => before.map((one) => (one.id === id ? { ...one, ...progress } : one))),
      });
    } catch (error) {
      if (stop.signal.aborted) return null;
      throw error;
    } finally {
      stops.current.delete(id);
      setAll((before) => before.filter((one) => one.id !== id));
    }
  }, []);

  const cancel = useCallback((id: number) => stops.current.get(id)?.abort(), []);
  const value = useMemo(() => ({ all, start, cancel }), [all, start, cancel]);
  return <UploadsContext value={value}>{children}</UploadsContext>;
}

/** Leaving the page would end the upload without a word. */
function useWarnBeforeLeaving(isBusy: boolean) {
  useEffect(() => {
    if (!isBusy) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [isBusy]);
}
