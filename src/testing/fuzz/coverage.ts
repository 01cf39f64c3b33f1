import { Session } from 'node:inspector';

/** Which pieces of our code ran, and about how often, since the last time it was asked. */
export interface Coverage {
  take(): string[];
}

interface Range {
  startOffset: number;
  endOffset: number;
  count: number;
}

interface Script {
  scriptId: string;
  url: string;
  functions: { ranges: Range[] }[];
}

/** V8's own block coverage, of the scripts whose address contains one of `parts`. */
export function startCoverage(parts: readonly string[]): Coverage {
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  return {
    take() {
      const pieces: string[] = [];
      session.post('Profiler.takePreciseCoverage', (error, answer) => {
        if (error !== null) throw error;
        const scripts = (answer as { result: Script[] }).result;
        for (const { scriptId, functions } of scripts.filter(({ url }) => isMeant(url))) {
          for (const { startOffset, endOffset, count } of functions.flatMap(
            ({ ranges }) => ranges,
          )) {
            if (count > 0)
              pieces.push(`${scriptId}:${startOffset}-${endOffset}:${magnitude(count)}`);
          }
        }
      });
      return pieces;
    },
  };

  function isMeant(url: string): boolean {
    return parts.some((part) => url.includes(part));
  }
}

/** Once, twice, and then by powers of two: a loop that goes round once more is nothing new. */
function magnitude(count: number): number {
  return count < 3 ? count : 1 + Math.floor(Math.log2(count));
}
