import { joinChips } from '#contract/filter/chips.ts';
import type { RowScope } from '#contract/operations.ts';
import type { Polygon } from '#contract/sweep.ts';
import { useEngine } from '../../engine/engine-provider.tsx';
import { nothingSelected, type RowSelection, setRows } from '../../ui/data-table/row-selection.ts';
import { useToasts } from '../../ui/toasts.tsx';

/** Ways to select that all pictures share. Each says how many rows it took. */
export function useSelecting(
  scope: RowScope,
  selection: RowSelection,
  setSelection: (selection: RowSelection) => void,
) {
  const engine = useEngine();
  const toasts = useToasts();
  /** `isAdding`: beside what is selected; what is selected as a whole already is taken out. */
  const selectRows = (nos: readonly number[], isAdding: boolean) => {
    const isThere =
      isAdding && nos.every((no) => selection.kind === 'rows' && selection.nos.has(no));
    setSelection(setRows(isAdding ? selection : nothingSelected, nos, !isThere));
    return nos.length;
  };
  return {
    selectRows,
    /** The rows of a condition, or within a line. */
    async select(
      expression: string,
      { within = null, isAdding = false }: { within?: Polygon | null; isAdding?: boolean } = {},
    ) {
      try {
        const filter = joinChips([scope.filter, expression].filter((term) => term !== ''));
        const { nos } = await engine.rowNumbers({ ...scope, filter, within });
        return selectRows(nos, isAdding);
      } catch (failure) {
        toasts.fail('The rows could not be selected', failure);
        return 0;
      }
    },
    selectNothing() {
      setSelection(nothingSelected);
      return 0;
    },
  };
}
