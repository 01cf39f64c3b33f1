import { ArchiveError } from '#contract/archive-error.ts';
import { quickExpression } from '#contract/filter/quick-expression.ts';
import type { ArchiveId, Engine, SweepGroup } from '#contract/operations.ts';
import { type Answer, useQuery } from '../../engine/use-query.ts';
import { activeFilter, type Chip } from './chips.ts';
import { mergeGroups } from './sweep-items.ts';
import { useHeld } from './use-held.ts';
import { useSettled } from './use-settled.ts';

export interface SweepAnswer {
  groups: SweepGroup[];
  /** The filter is about runs, which the tree of backtests cannot follow: it counts all. */
  isUnfiltered: boolean;
}

/** Milliseconds after the last change of the filter: where there are millions of rows the tree is work. */
const REST = 250;

/** What the archive can be narrowed by, as the filter leaves it. */
export function useSweepGroups(
  archive: ArchiveId,
  chips: readonly Chip[],
  quick: string,
  version: string,
  /** The tree is shown, and the rows are here. */
  isReady: boolean,
): Answer<SweepAnswer> {
  const filters = chips.filter(({ isOn }) => isOn).map(({ text }) => text);
  const asked = useSettled(JSON.stringify([archive, filters, quick, version]), REST);
  const key = useHeld(asked, isReady);
  return useQuery(key, (engine) => askGroups(engine, archive, chips, quick));
}

async function askGroups(
  engine: Engine,
  archive: ArchiveId,
  chips: readonly Chip[],
  quick: string,
): Promise<SweepAnswer> {
  const ask = (left: readonly Chip[]) => {
    const terms = [activeFilter(left), quickExpression(quick)].filter((term) => term !== '');
    const filter = terms.map((term) => `(${term})`).join(' AND ');
    return engine.sweepTree({ archive, filter });
  };
  try {
    const narrowed = await ask(chips);
    const own = new Map<string, SweepGroup[]>();
    for (const chip of chips) {
      if (!chip.isOn || chip.facet === undefined) continue;
      own.set(chip.facet.group, await ask(chips.filter((one) => one !== chip)));
    }
    return { groups: mergeGroups(narrowed, own), isUnfiltered: false };
  } catch (error) {
    if (!isAboutOtherRows(error)) throw error;
    return { groups: await engine.sweepTree({ archive, filter: '' }), isUnfiltered: true };
  }
}

/** The filter names a column that only runs have, or cannot be read: the table says what is wrong. */
function isAboutOtherRows(error: unknown): boolean {
  return (
    error instanceof ArchiveError &&
    (error.code === 'unknown-column' || error.code === 'bad-filter')
  );
}
