import { useEffect, useRef, useState } from 'react';
import { ArchiveError } from '#contract/archive-error.ts';
import type { ArchiveId } from '#contract/operations.ts';
import type { SqlResult } from '#contract/sql.ts';
import { useEngine } from '../../engine/engine-provider.tsx';
import { useHeldState } from '../../engine/use-held-state.ts';

export interface Answered {
  result: SqlResult;
  sql: string;
  /** Another for every answer. */
  name: string;
}

export interface Asking {
  answered: Answered | null;
  /** Why the last question failed, and the text it stands in. */
  failed: { error: unknown; sql: string } | null;
  isRunning: boolean;
  wasCancelled: boolean;
  /** True when it was answered. */
  ask: (sql: string, maxRows: number, seconds: number) => Promise<boolean>;
  cancel: () => void;
}

/** Questions to an archive, one at a time: a newer one ends the one before. */
export function useAsking(archive: ArchiveId): Asking {
  const engine = useEngine();
  const [answered, setAnswered] = useHeldState<Answered | null>(`query answer ${archive}`, null);
  const [failed, setFailed] = useState<Asking['failed']>(null);
  const [running, setRunning] = useState<string | null>(null);
  const [wasCancelled, setWasCancelled] = useState(false);
  const latest = useRef<string | null>(null);

  // Left while it runs: nobody waits for the answer any more.
  useEffect(
    () => () => {
      if (latest.current !== null) engine.cancelSql({ question: latest.current }).catch(() => {});
    },
    [engine],
  );

  const ask = async (sql: string, maxRows: number, seconds: number) => {
    const question = crypto.randomUUID();
    const before = latest.current;
    latest.current = question;
    if (before !== null) engine.cancelSql({ question: before }).catch(() => {});
    setRunning(question);
    setFailed(null);
    setWasCancelled(false);
    try {
      const result = await engine.askSql({ archive, sql, maxRows, seconds, question });
      if (latest.current !== question) return false;
      setAnswered({ result, sql, name: question });
      return true;
    } catch (error) {
      if (latest.current !== question) return false;
      if (error instanceof ArchiveError && error.code === 'cancelled') setWasCancelled(true);
      else setFailed({ error, sql });
      return false;
    } finally {
      if (latest.current === question) {
        latest.current = null;
        setRunning(null);
      }
    }
  };
  const cancel = () => {
    if (latest.current !== null) engine.cancelSql({ question: latest.current }).catch(() => {});
  };
  return { answered, failed, isRunning: running !== null, wasCancelled, ask, cancel };
}
