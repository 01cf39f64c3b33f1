/** Rows that are selected: those named, or all that match a query but those excepted. Never changed in place. */
export type RowSelection =
  | { readonly kind: 'rows'; readonly nos: ReadonlySet<number> }
  | { readonly kind: 'matching'; readonly except: ReadonlySet<number> };

export const nothingSelected: RowSelection = { kind: 'rows', nos: new Set() };
export const allMatching: RowSelection = { kind: 'matching', except: new Set() };

export function isSelected(selection: RowSelection, no: number): boolean {
  return selection.kind === 'rows' ? selection.nos.has(no) : !selection.except.has(no);
}

/** How many, when `total` match. */
export function countSelected(selection: RowSelection, total: number): number {
  if (selection.kind === 'rows') return selection.nos.size;
  return Math.max(0, total - selection.except.size);
}

/** Whether any, all or none of `total` rows that match are selected, for the box in the head. */
export function shareSelected(selection: RowSelection, total: number): 'none' | 'some' | 'all' {
  if (countSelected(selection, total) === 0) return 'none';
  return selection.kind === 'matching' && selection.except.size === 0 ? 'all' : 'some';
}

export function selectOnly(no: number): RowSelection {
  return { kind: 'rows', nos: new Set([no]) };
}

export function toggleRow(selection: RowSelection, no: number): RowSelection {
  return setRows(selection, [no], !isSelected(selection, no));
}

/** Adds rows to what is selected, or takes them out of it. */
export function setRows(
  selection: RowSelection,
  nos: Iterable<number>,
  isOn: boolean,
): RowSelection {
  const listed = new Set(selection.kind === 'rows' ? selection.nos : selection.except);
  const adds = isOn === (selection.kind === 'rows');
  for (const no of nos) {
    if (adds) listed.add(no);
    else listed.delete(no);
  }
  return selection.kind === 'rows'
    ? { kind: 'rows', nos: listed }
    : { kind: 'matching', except: listed };
}
