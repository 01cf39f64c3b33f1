import { useEffect, useRef, useState } from 'react';
import type { RowScope } from '#contract/operations.ts';
import type { RowsKind } from '#contract/row-columns.ts';
import { useConnection } from '../../engine/engine-provider.tsx';
import { nothingSelected, type RowSelection } from '../../ui/data-table/row-selection.ts';
import { keptSelection, selectionOf } from './place.ts';
import type { PlaceControl } from './use-kept-place.ts';

type Selections = Readonly<Record<RowsKind, RowSelection>>;

/**
 * What is selected, of backtests, of studies and of runs. "All that match" belongs to the filter it was said of: under
 * another one it would silently mean other rows, so it ends. Every screen of the archive has the same one; what
 * is too large to be kept lasts until the window closes.
 */
export function useSelection(
  scope: RowScope,
  place: PlaceControl,
): [RowSelection, (selection: RowSelection) => void] {
  const { archive, rows } = scope;
  const { states } = useConnection();
  const heldAs = `runs/${archive}/selection`;
  const [selections, setSelections] = useState(
    (): Selections =>
      (states.peek(heldAs) as Selections | undefined) ?? {
        backtests: selectionOf(place.of('backtests').selection),
        studies: selectionOf(place.of('studies').selection),
        runs: selectionOf(place.of('runs').selection),
      },
  );
  const now = useRef(selections);
  const select = (selection: RowSelection) => {
    now.current = { ...now.current, [rows]: selection };
    setSelections(now.current);
    states.hold(heldAs, now.current);
    place.keep(rows, { selection: keptSelection(selection) });
  };

  const question = JSON.stringify([rows, scope.filter, scope.quick]);
  const seen = useRef(question);
  const latest = useRef(select);
  latest.current = select;
  const isMatching = selections[rows].kind === 'matching';
  useEffect(() => {
    const before = JSON.parse(seen.current) as string[];
    if (isMatching && before[0] === rows && seen.current !== question) {
      latest.current(nothingSelected);
    }
    seen.current = question;
  }, [question, rows, isMatching]);
  return [selections[rows], select];
}
