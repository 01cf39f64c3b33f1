import type { KeyPress } from '../shortcut.ts';

/** What a key does in a table. `isRange`: the rows from the last selected one are selected on the way. */
export type GridAction =
  | { do: 'rows'; by: number; isRange: boolean }
  | { do: 'pages'; by: number; isRange: boolean }
  | { do: 'edge'; to: 'first' | 'last'; isRange: boolean }
  | { do: 'columns'; by: number }
  | { do: 'column-edge'; to: 'first' | 'last' }
  | { do: 'toggle' }
  | { do: 'select-to-here' }
  | { do: 'select-all' }
  | { do: 'clear' }
  | { do: 'open' }
  | { do: 'copy' }
  | { do: 'sort'; isAdding: boolean }
  | { do: 'menu' }
  | { do: 'widen'; by: number }
  | { do: 'shift-column'; by: -1 | 1 };

/** Pixels that a column grows or shrinks by. */
const WIDTH_STEP = 16;

/** In the head the keys that need no range size and move the column. Null: not a key of the table. */
export function gridAction(press: KeyPress, isHead: boolean): GridAction | null {
  const isMod = press.ctrlKey || press.metaKey;
  if (isMenuKey(press)) return { do: 'menu' };
  if (press.altKey) return null;
  return (isHead ? headAction(press, isMod) : null) ?? anywhere(press, isMod);
}

function headAction({ key, shiftKey }: KeyPress, isMod: boolean): GridAction | null {
  if ((key === 'Enter' || key === ' ') && !isMod) return { do: 'sort', isAdding: shiftKey };
  const side = key === 'ArrowLeft' ? -1 : key === 'ArrowRight' ? 1 : null;
  if (side === null || !shiftKey) return null;
  return isMod ? { do: 'shift-column', by: side } : { do: 'widen', by: side * WIDTH_STEP };
}

function anywhere({ key, shiftKey: isRange }: KeyPress, isMod: boolean): GridAction | null {
  if (isMod) {
    if (key === 'Home') return { do: 'edge', to: 'first', isRange };
    if (key === 'End') return { do: 'edge', to: 'last', isRange };
    if (isRange) return null;
    if (key.toLowerCase() === 'a') return { do: 'select-all' };
    if (key.toLowerCase() === 'c') return { do: 'copy' };
    return null;
  }
  switch (key) {
    case 'ArrowDown':
      return { do: 'rows', by: 1, isRange };
    case 'ArrowUp':
      return { do: 'rows', by: -1, isRange };
    case 'PageDown':
      return { do: 'pages', by: 1, isRange };
    case 'PageUp':
      return { do: 'pages', by: -1, isRange };
    case 'ArrowLeft':
      return { do: 'columns', by: -1 };
    case 'ArrowRight':
      return { do: 'columns', by: 1 };
    case 'Home':
      return { do: 'column-edge', to: 'first' };
    case 'End':
      return { do: 'column-edge', to: 'last' };
    case ' ':
      return isRange ? { do: 'select-to-here' } : { do: 'toggle' };
    case 'Escape':
      return { do: 'clear' };
    case 'Enter':
      return { do: 'open' };
    default:
      return null;
  }
}

function isMenuKey({ key, shiftKey, altKey }: KeyPress): boolean {
  return key === 'ContextMenu' || (key === 'F10' && shiftKey) || (key === 'ArrowDown' && altKey);
}
