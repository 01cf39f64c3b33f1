/**
 * What is to go wrong in a child process, as it stands in `STRATA_FAULT`: `kill:12` ends the process at its
 * twelfth step to the disk, `EIO:12` refuses that one step, `ENOSPC:12+` refuses it and every later one that
 * needs room. `none` only counts.
 */
export interface FaultPlan {
  kind: 'none' | 'kill' | 'EIO' | 'ENOSPC';
  at: number;
  andAllLater: boolean;
}

export const faultVariable = 'STRATA_FAULT';

export function parseFaultPlan(text: string): FaultPlan {
  const [, kind = 'none', at = '0', later = ''] = /^(kill|EIO|ENOSPC):(\d+)(\+?)$/.exec(text) ?? [];
  return { kind: kind as FaultPlan['kind'], at: Number(at), andAllLater: later !== '' };
}

/** Where all threads of a process count their steps together. */
export const stepsKey = Symbol.for('strata.fault.steps');

/** Steps to the disk that this process has taken so far; 0 where nobody counts. */
export function stepsTaken(): number {
  const steps = Reflect.get(globalThis, stepsKey) as Int32Array | undefined;
  return steps === undefined ? 0 : Atomics.load(steps, 0);
}

/** From here on another fault, counted from the first step again. */
export function planFault(text: string): void {
  process.env[faultVariable] = text;
  const steps = Reflect.get(globalThis, stepsKey) as Int32Array;
  Atomics.store(steps, 0, 0);
}
