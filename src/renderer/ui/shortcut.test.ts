import { describe, expect, it } from 'vitest';
import { actsWhileTyping, matchesShortcut, shortcutLabel } from './shortcut.ts';

const press = (
  key: string,
  held: Partial<Record<'ctrl' | 'meta' | 'shift' | 'alt', true>> = {},
) => ({
  key,
  ctrlKey: held.ctrl ?? false,
  metaKey: held.meta ?? false,
  shiftKey: held.shift ?? false,
  altKey: held.alt ?? false,
});

describe('a shortcut', () => {
  it('is written as the platform writes it', () => {
    expect(shortcutLabel('Mod+Shift+k', false)).toBe('Ctrl+Shift+K');
    expect(shortcutLabel('Mod+Shift+k', true)).toBe('⌘⇧K');
    expect(shortcutLabel('?', false)).toBe('?');
    expect(shortcutLabel('ArrowUp', false)).toBe('↑');
  });

  it('takes Ctrl here and ⌘ on a Mac', () => {
    expect(matchesShortcut(press('k', { ctrl: true }), 'Mod+K', false)).toBe(true);
    expect(matchesShortcut(press('k', { ctrl: true }), 'Mod+K', true)).toBe(false);
    expect(matchesShortcut(press('k', { meta: true }), 'Mod+K', true)).toBe(true);
  });

  it('wants exactly its modifiers', () => {
    expect(matchesShortcut(press('K', { ctrl: true, shift: true }), 'Mod+K', false)).toBe(false);
    expect(matchesShortcut(press('k', { ctrl: true, alt: true }), 'Mod+K', false)).toBe(false);
    expect(matchesShortcut(press('E', { ctrl: true, shift: true }), 'Mod+Shift+E', false)).toBe(
      true,
    );
  });

  it('knows a sign by what it types, with Shift or without', () => {
    expect(matchesShortcut(press('?', { shift: true }), '?', false)).toBe(true);
    expect(matchesShortcut(press('?'), '?', false)).toBe(true);
    expect(matchesShortcut(press('+', { ctrl: true, shift: true }), 'Mod++', false)).toBe(true);
  });

  it('keeps out of the way of typing unless a modifier is held', () => {
    expect(actsWhileTyping('?')).toBe(false);
    expect(actsWhileTyping('Shift+A')).toBe(false);
    expect(actsWhileTyping('Mod+K')).toBe(true);
    expect(actsWhileTyping('F2')).toBe(true);
  });
});
