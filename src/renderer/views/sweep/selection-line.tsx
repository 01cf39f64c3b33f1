import { Button } from '../../ui/button.tsx';
import { allMatching, nothingSelected } from '../../ui/data-table/row-selection.ts';
import { formatCount, formatCounted } from '../../ui/format.ts';
import { CompareButton } from '../compare/compare-button.tsx';
import { goTo } from '../frame/use-route.ts';
import { rowWords } from '../runs/row-words.ts';
import type { SweepModel } from './use-sweep-model.ts';

/** How many there are and are selected, and the way back to the table. */
export function SelectionLine({ model }: { model: SweepModel }) {
  const { total, all, selected, scope, opened } = model;
  const words = rowWords[scope.rows];
  const matching = total ?? all;
  const counts =
    matching < all
      ? `${formatCount(matching)} of ${formatCounted(all, ...words)}`
      : formatCounted(matching, ...words);
  return (
    <footer className="runs-status">
      <span role="status" aria-label="Counts">
        {counts}
        {selected > 0 && ` · ${formatCount(selected)} selected`}
      </span>
      {selected > 0 && (
        <Button variant="quiet" onClick={() => model.setSelection(nothingSelected)}>
          Clear selection
        </Button>
      )}
      {selected < matching && selected > 0 && (
        <Button variant="quiet" onClick={() => model.setSelection(allMatching)}>
          Select all {formatCount(matching)} that match
        </Button>
      )}
      {model.marked.selection !== null && (
        <CompareButton
          request={{ scope, sort: [], selection: model.marked.selection }}
          selected={selected}
        />
      )}
      <Button
        variant="quiet"
        className="swept-to-runs"
        onClick={() => goTo({ screen: 'runs', archive: opened.archive })}
      >
        Show in Runs
      </Button>
    </footer>
  );
}
