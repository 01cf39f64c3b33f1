import { MEMBERS_AT_MOST } from '#contract/compare.ts';
import type { RowScope, Selection, SortKey } from '#contract/operations.ts';
import { useEngine } from '../../engine/engine-provider.tsx';
import { formatCount, formatCounted } from '../../ui/format.ts';
import { useToasts } from '../../ui/toasts.tsx';
import { goTo } from '../frame/use-route.ts';
import { addMembers, emptySet } from './compare-set.ts';
import { useCompareSet } from './use-compare-set.ts';

export interface PickRequest {
  scope: RowScope;
  sort: SortKey[];
  selection: Selection;
}

/** Puts the selected runs into the comparison, beside what is in it or in its place, and shows it. */
export function useAddToCompare() {
  const engine = useEngine();
  const toasts = useToasts();
  const [set, setSet] = useCompareSet();

  const compare = async ({ scope, sort, selection }: PickRequest, isAlone: boolean) => {
    try {
      const { archive } = scope;
      const picked = await engine.pickRuns({ ...scope, sort, selection, limit: MEMBERS_AT_MOST });
      const members = picked.runs.map((one) => ({ archive, ...one }));
      const { set: next, leftOut } = addMembers(isAlone ? emptySet : set, members);
      setSet(next);
      if (picked.isCut || leftOut > 0) {
        toasts.show({
          title: `A comparison holds ${formatCount(MEMBERS_AT_MOST)} runs`,
          detail: `${picked.isCut ? 'The others' : formatCounted(leftOut, 'run')} stayed out, in the order of the table. Narrow the filter, or compare another part.`,
        });
      }
      goTo({ screen: 'compare', archive });
    } catch (error) {
      toasts.fail('The runs could not be compared', error);
    }
  };
  return { compared: set.members.length, compare };
}
