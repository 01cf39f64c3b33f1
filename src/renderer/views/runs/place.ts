import type { RowsKind } from '#contract/row-columns.ts';
import { nothingSelected, type RowSelection } from '../../ui/data-table/row-selection.ts';
import type { TableFocus } from '../../ui/data-table/view-snapshot.ts';
import type { Previewed } from './use-preview.ts';

/** Where a table was left. Not part of the view: moving about is not undone. */
export interface Place {
  /** In rows, with a fraction. */
  top: number;
  focus: TableFocus;
  preview: Previewed | null;
  selection: KeptSelection;
}

export type KeptPlaces = Readonly<Record<RowsKind, Place>>;

/** JSON knows no sets. */
export interface KeptSelection {
  kind: RowSelection['kind'];
  nos: readonly number[];
}

export const nowhere: Place = {
  top: 0,
  focus: { row: null, no: null, column: null },
  preview: null,
  selection: { kind: 'rows', nos: [] },
};

/** Larger selections do not fit what is kept of a window (256 KiB); they last until it closes. */
const KEPT_ROWS = 12_000;

export function keptSelection(selection: RowSelection): KeptSelection {
  const listed = selection.kind === 'rows' ? selection.nos : selection.except;
  if (listed.size > KEPT_ROWS) return nowhere.selection;
  return { kind: selection.kind, nos: [...listed] };
}

export function selectionOf({ kind, nos }: KeptSelection): RowSelection {
  if (kind === 'matching') return { kind, except: new Set(nos) };
  return nos.length === 0 ? nothingSelected : { kind, nos: new Set(nos) };
}

/** Whether a kept value is one of ours. */
export function isKeptPlaces(value: unknown): value is KeptPlaces {
  const places = value as Partial<KeptPlaces> | null;
  return (
    typeof places === 'object' &&
    places !== null &&
    isPlace(places.backtests) &&
    isPlace(places.studies) &&
    isPlace(places.runs)
  );
}

function isPlace(place: Place | undefined): boolean {
  return (
    typeof place === 'object' &&
    place !== null &&
    typeof place.top === 'number' &&
    typeof place.focus === 'object' &&
    place.focus !== null &&
    (place.preview === null || typeof place.preview?.handle === 'string') &&
    typeof place.selection === 'object' &&
    place.selection !== null &&
    Array.isArray(place.selection.nos)
  );
}
