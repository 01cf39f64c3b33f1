import type { ReactNode } from 'react';
import { createContext, use, useCallback, useMemo, useState } from 'react';
import type { ArchiveId, Engine, OpenedArchive, Place } from '#contract/operations.ts';
import { useConnection, useEngineEvent } from '../../engine/engine-provider.tsx';
import { useQuery } from '../../engine/use-query.ts';
import { loadArchiveStates } from './kept-states.ts';
import { goTo } from './use-route.ts';

interface OpenArchives {
  /** Opens and shows. Throws what the engine throws, for the place that asked to say it. */
  openPlace: (place: Place) => Promise<OpenedArchive>;
  openDemo: () => Promise<OpenedArchive>;
  /** Opens without showing it. */
  prepare: (place: Place) => Promise<OpenedArchive>;
  find: (archive: ArchiveId) => OpenedArchive | undefined;
  keep: (archive: OpenedArchive) => void;
}

const OpenArchivesContext = createContext<OpenArchives | null>(null);

/** Archives that were opened in this window, so that showing one again does not open it again. */
export function OpenArchivesProvider({ children }: { children: ReactNode }) {
  const { engine, states, reconnects } = useConnection();
  const [held, setHeld] = useState<{ since: number; archives: Map<ArchiveId, OpenedArchive> }>({
    since: reconnects,
    archives: new Map(),
  });
  // An engine that came back has nothing open.
  const archives = held.since === reconnects ? held.archives : none;

  const keep = useCallback(
    (archive: OpenedArchive) =>
      setHeld((before) => ({
        since: reconnects,
        archives: new Map(before.since === reconnects ? before.archives : none).set(
          archive.archive,
          archive,
        ),
      })),
    [reconnects],
  );

  // Heard here and not in the frame, which is not there yet when the first one comes.
  useEngineEvent('open-archive', ({ archive }) => goTo({ screen: 'runs', archive }));
  useEngineEvent('archive-changed', ({ archive, version, backtests, studies, runs }) => {
    const known = archives.get(archive);
    if (known) keep({ ...known, version, backtests, studies, runs });
  });

  const value = useMemo<OpenArchives>(() => {
    const show = async (opening: Promise<OpenedArchive>) => {
      const opened = await opening;
      await loadArchiveStates(states, opened.archive);
      keep(opened);
      goTo({ screen: 'runs', archive: opened.archive });
      return opened;
    };
    return {
      openPlace: (place) => show(engine.openArchive({ place: place.id })),
      openDemo: () => show(engine.openDemo({})),
      prepare: async (place) => {
        const opened = await engine.openArchive({ place: place.id });
        await loadArchiveStates(states, opened.archive);
        keep(opened);
        return opened;
      },
      find: (archive) => archives.get(archive),
      keep,
    };
  }, [engine, states, archives, keep]);

  return <OpenArchivesContext value={value}>{children}</OpenArchivesContext>;
}

export function useOpenArchives(): OpenArchives {
  const value = use(OpenArchivesContext);
  if (value === null) throw new Error('useOpenArchives outside of its provider');
  return value;
}

/** The archive of a route, opened when it is not. */
export function useArchive(archive: ArchiveId | null) {
  const { find, keep } = useOpenArchives();
  const { states } = useConnection();
  const known = archive === null ? undefined : find(archive);
  const answer = useQuery(known || archive === null ? null : archive, async (engine: Engine) => {
    const [opened] = await Promise.all([
      engine.reopenArchive({ archive: archive ?? '' }),
      loadArchiveStates(states, archive ?? ''),
    ]);
    keep(opened);
    return opened;
  });
  return { archive: known, error: known ? undefined : answer.error, retry: answer.refresh };
}

const none: ReadonlyMap<ArchiveId, OpenedArchive> = new Map();
