import { use, useRef } from 'react';
import type { ArchiveId } from '#contract/operations.ts';
import type { RowsKind } from '#contract/row-columns.ts';
import { useConnection } from '../../engine/engine-provider.tsx';
import { isKeptPlaces, type KeptPlaces, nowhere, type Place } from './place.ts';

export interface PlaceControl {
  /** As it was left, or is by now. */
  of: (rows: RowsKind) => Place;
  keep: (rows: RowsKind, change: Partial<Place>) => void;
}

/** Remembers where the tables of an archive stand, without drawing anything anew when they move. */
export function useKeptPlace(archive: ArchiveId): PlaceControl {
  const { states } = useConnection();
  const key = `runs/${archive}/place`;
  const peeked = states.peek(key);
  const kept = peeked === undefined ? use(states.load(key)) : peeked;
  const now = useRef<KeptPlaces | null>(null);
  now.current ??= isKeptPlaces(kept)
    ? kept
    : { backtests: nowhere, studies: nowhere, runs: nowhere };
  const control = useRef<PlaceControl>({
    of: (rows) => now.current![rows],
    keep(rows, change) {
      now.current = { ...now.current!, [rows]: { ...now.current![rows], ...change } };
      states.write(key, now.current);
    },
  });
  return control.current;
}
