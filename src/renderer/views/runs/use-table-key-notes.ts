import { type KeyNote, useKeyNote } from '../../ui/commands.tsx';

const group = 'Table';
const notes: readonly KeyNote[] = [
  {
    group,
    label: 'Move by row, by column',
    keys: ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'],
  },
  { group, label: 'Move by page', keys: ['PageUp', 'PageDown'] },
  { group, label: 'First and last column', keys: ['Home', 'End'] },
  { group, label: 'First and last row', keys: ['Mod+Home', 'Mod+End'] },
  { group, label: 'Select, or not', keys: [' '] },
  { group, label: 'Select a range', keys: ['Shift+ArrowDown'] },
  { group, label: 'Select all that match', keys: ['Mod+A'] },
  { group, label: 'Open the run', keys: ['Enter'] },
  { group, label: 'Copy rows', keys: ['Mod+C'] },
  { group, label: 'Menu of a cell or head', keys: ['Alt+ArrowDown'] },
  { group, label: 'Sort, on a head', keys: ['Enter'] },
  { group, label: 'Sort by it as well, on a head', keys: ['Shift+Enter'] },
  { group, label: 'Width, on a head', keys: ['Shift+ArrowLeft', 'Shift+ArrowRight'] },
  {
    group,
    label: 'Move the column, on a head',
    keys: ['Mod+Shift+ArrowLeft', 'Mod+Shift+ArrowRight'],
  },
];

/** The grid's own keys, for the sheet of shortcuts. */
export function useTableKeyNotes(): void {
  useKeyNote(notes);
}
