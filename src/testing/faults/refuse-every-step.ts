import { runFaultProcess } from './fault-process.ts';

/** How a verb ended of which one step was refused. */
export interface Refusal {
  step: number;
  /** `done` where the verb does without that step, or the code of the failure. */
  code: string;
  /** What was wrong with the archives afterwards. */
  faults: string[];
  /** Bundles that are nowhere any more. */
  lost: number;
  /** Done once more, without a refusal, it came to what it comes to otherwise. */
  isAsExpected: boolean;
}

/** `EIO` refuses each step once; `ENOSPC` each and all later ones that need room. */
export async function refuseEveryStep(
  verb: string,
  { made, world, kind }: { made: string; world: string; kind: string },
): Promise<{ refusals: Refusal[]; said: string }> {
  const args = [verb, made, world, kind];
  const { code, signal, stdout, stderr } = await runFaultProcess('refusals-process', args);
  if (code !== 0) throw new Error(`${verb} ended with ${signal ?? code}: ${stderr}`);
  const lines = stdout.trim().split('\n');
  return { refusals: lines.map((line) => JSON.parse(line) as Refusal), said: stderr };
}
