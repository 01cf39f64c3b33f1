import { useEffect, useRef, useState } from 'react';
import type { RowScope } from '#contract/operations.ts';
import { nothingSelected, type RowSelection } from '../../ui/data-table/row-selection.ts';
import { keptSelection, selectionOf } from './place.ts';
import type { PlaceControl } from './use-kept-place.ts';

/**
 * What is selected, of backtests, of studies and of runs. "All that match" belongs to the filter it was said of: under
 * another one it would silently mean other rows, so it ends.
 */
export function useSelection(
  scope: RowScope,
  place: PlaceControl,
): [RowSelection, (selection: RowSelection) => void] {
  const { rows } = scope;
  const [selections, setSelections] = useState(() => ({
    backtests: selectionOf(place.of('backtests').selection),
    studies: selectionOf(place.of('studies').selection),
    runs: selectionOf(place.of('runs').selection),
  }));
  const select = (selection: RowSelection) => {
    setSelections((before) => ({ ...before, [rows]: selection }));
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
