import type { Engine } from '#contract/operations.ts';
import type { Archive } from '../archive.ts';
import { createNewestOnly } from '../newest-only.ts';
import { compareCorrelation } from './compare-correlation.ts';
import { compareCurves } from './compare-curves.ts';
import { compareMonths } from './compare-months.ts';
import { compareRuns } from './compare-runs.ts';
import { createCurveShelf } from './curve-shelf.ts';
import { pickRuns } from './pick-runs.ts';

type CompareOperations = Pick<
  Engine,
  'pickRuns' | 'compareRuns' | 'compareCurves' | 'compareMonths' | 'compareCorrelation'
>;

/** What the Compare screen asks for, over any archive that is on the list. */
export function compareOperations(get: (archive: string) => Promise<Archive>): CompareOperations {
  const shelf = createCurveShelf(get);
  const newest = createNewestOnly();
  return {
    pickRuns: async ({ archive, ...query }) => pickRuns(await get(archive), query),
    compareRuns: ({ members }) => compareRuns(get, members),
    compareCurves: ({ picture, ...request }) =>
      newest.take(picture, (signal) => compareCurves(shelf, request, signal)),
    compareMonths: ({ members }) => compareMonths(shelf, members),
    compareCorrelation: ({ members }) => compareCorrelation(shelf, members),
  };
}
