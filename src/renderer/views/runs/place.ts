import type { RowsKind } from '#contract/row-columns.ts';
import { nothingSelected, type RowSelection } from '../../ui/data-table/row-selection.ts';
import type { TableFocus } from '../../ui/data-table/view-snapshot.ts';
import { bitsOf, nosOf } from './row-bits.ts';
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
  /** In the place of a long list. */
  bits?: string;
}

export const nowhere: Place = {
  top: 0,
  focus: { row: null, no: null, column: null },
  preview: null,
  selection: { kind: 'rows', nos: [] },
};

/** Numbers kept as a list. */
const LISTED = 2000;
/**
 * Characters of the bits of one selection: three fit what is kept of a window (256 KiB). Rows up to number 480,000; a
 * selection that reaches further lasts until the window closes.
 */
const BITS = 80_000;

export function keptSelection(selection: RowSelection): KeptSelection {
  const { kind } = selection;
  const listed = kind === 'rows' ? selection.nos : selection.except;
  if (listed.size <= LISTED) return { kind, nos: [...listed] };
  const bits = bitsOf(listed);
  return bits.length > BITS ? nowhere.selection : { kind, nos: [], bits };
}

export function selectionOf({ kind, nos, bits }: KeptSelection): RowSelection {
  const listed = bits === undefined ? new Set(nos) : nosOf(bits);
  if (kind === 'matching') return { kind, except: listed };
  return listed.size === 0 ? nothingSelected : { kind, nos: listed };
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
    Array.isArray(place.selection.nos) &&
    (place.selection.bits === undefined || isBase64(place.selection.bits))
  );
}

function isBase64(text: unknown): boolean {
  return typeof text === 'string' && /^[A-Za-z0-9+/]*={0,2}$/.test(text) && text.length % 4 === 0;
}
