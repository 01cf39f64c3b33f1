import { useEffect, useRef, useState } from 'react';
import type { OpenedArchive } from '#contract/operations.ts';
import { useConnection } from '../../engine/engine-provider.tsx';

export interface ArchiveNow {
  /** Another text when anything may have changed, also while the connection was lost. */
  version: string;
  backtests: number;
  studies: number;
  runs: number;
}

/** The archive as it is by now; while rows come in, at a pace that leaves the engine to its work. */
export function useArchiveNow(
  { version, backtests, studies, runs }: OpenedArchive,
  beat: number,
): ArchiveNow {
  const { reconnects } = useConnection();
  const newest: ArchiveNow = { version: `${version} ${reconnects}`, backtests, studies, runs };
  const [now, setNow] = useState(newest);
  const latest = useRef(newest);
  const timer = useRef(0);

  useEffect(() => {
    latest.current = newest;
    if (timer.current !== 0 || now.version === newest.version) return;
    timer.current = window.setTimeout(() => {
      timer.current = 0;
      setNow(latest.current);
    }, beat);
  });
  useEffect(
    () => () => {
      window.clearTimeout(timer.current);
      timer.current = 0;
    },
    [],
  );
  return now;
}
