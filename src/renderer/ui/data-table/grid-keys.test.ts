import { describe, expect, it } from 'vitest';
import { gridAction } from './grid-keys.ts';

function press(keys: string, isHead = false) {
  const parts = keys.split('+');
  const has = (name: string) => parts.includes(name);
  return gridAction(
    {
      key: parts.at(-1)!.replace('Space', ' '),
      ctrlKey: has('Ctrl'),
      metaKey: has('Meta'),
      shiftKey: has('Shift'),
      altKey: has('Alt'),
    },
    isHead,
  );
}

describe('a key in the rows', () => {
  it.each([
    ['ArrowDown', { do: 'rows', by: 1, isRange: false }],
    ['Shift+ArrowUp', { do: 'rows', by: -1, isRange: true }],
    ['PageDown', { do: 'pages', by: 1, isRange: false }],
    ['Home', { do: 'column-edge', to: 'first' }],
    ['Ctrl+End', { do: 'edge', to: 'last', isRange: false }],
    ['Ctrl+Shift+Home', { do: 'edge', to: 'first', isRange: true }],
    ['Space', { do: 'toggle' }],
    ['Shift+Space', { do: 'select-to-here' }],
    ['Ctrl+a', { do: 'select-all' }],
    ['Meta+c', { do: 'copy' }],
    ['Enter', { do: 'open' }],
    ['Escape', { do: 'clear' }],
    ['Shift+F10', { do: 'menu' }],
  ])('%s', (keys, action) => {
    expect(press(keys)).toEqual(action);
  });

  it.each(['a', 'Ctrl+z', 'Ctrl+Shift+z', 'Alt+ArrowLeft', 'Tab', 'F5', 'Ctrl+k'])(
    '%s is left to others',
    (keys) => {
      expect(press(keys)).toBeNull();
    },
  );
});

describe('a key in the head', () => {
  it.each([
    ['Enter', { do: 'sort', isAdding: false }],
    ['Shift+Enter', { do: 'sort', isAdding: true }],
    ['Space', { do: 'sort', isAdding: false }],
    ['Shift+ArrowRight', { do: 'widen', by: 16 }],
    ['Shift+ArrowLeft', { do: 'widen', by: -16 }],
    ['Ctrl+Shift+ArrowLeft', { do: 'shift-column', by: -1 }],
    ['Alt+ArrowDown', { do: 'menu' }],
    ['ArrowLeft', { do: 'columns', by: -1 }],
    ['ArrowDown', { do: 'rows', by: 1, isRange: false }],
  ])('%s', (keys, action) => {
    expect(press(keys, true)).toEqual(action);
  });
});
