import type { Selection } from '#contract/operations.ts';
import { countSelected, type RowSelection } from '../../ui/data-table/row-selection.ts';
import { type MarkTarget, oneBacktest } from '../marks/use-mark.ts';
import type { RunsModel } from './use-runs-model.ts';

/** What a mark would be put on: the selected rows, else the one in the preview. */
export function markTarget(
  model: Pick<RunsModel, 'opened' | 'scope' | 'selection' | 'counts' | 'preview'>,
): { target: MarkTarget | null; selected: number | null } {
  const { opened, scope, selection, counts, preview } = model;
  const selected = countSelected(selection, counts.total ?? 0);
  if (selected > 0) {
    return { target: { ...scope, selection: contractSelection(selection) }, selected };
  }
  const target = preview === null ? null : oneBacktest(opened.archive, preview.handle);
  return { target, selected: null };
}

export function contractSelection(selection: RowSelection): Selection {
  return selection.kind === 'rows'
    ? { kind: 'rows', nos: [...selection.nos] }
    : { kind: 'matching', except: [...selection.except] };
}
