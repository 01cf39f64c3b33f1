import { runFaultProcess } from './fault-process.ts';

/** How a verb ended in a process of its own. */
export interface VerbEnd {
  /** `done`, the code of the failure, or `killed`. */
  code: string;
  /** Steps to the disk that it took; 0 where it was killed. */
  steps: number;
}

export async function runVerb(
  verb: string,
  world: string,
  options: { fault?: string; before?: readonly string[] } = {},
): Promise<VerbEnd> {
  const { stdout, stderr, code } = await runFaultProcess('verb-process', [verb, world], options);
  if (stdout !== '') return JSON.parse(stdout) as VerbEnd;
  if (code === 1) throw new Error(`${verb} could not be tried: ${stderr}`);
  return { code: 'killed', steps: 0 };
}
