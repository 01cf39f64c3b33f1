/** Shortcuts are written "Mod+Shift+K": Mod is ⌘ on a Mac and Ctrl elsewhere. A lone "?" is a key by itself. */

export interface KeyPress {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
}

const names: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Enter: '↵',
  Escape: 'Esc',
  Delete: 'Del',
  ' ': 'Space',
};

export function isMac(platform: string = navigator.platform): boolean {
  return /mac|iphone|ipad/i.test(platform);
}

/** The keys as people of this platform write them: "Ctrl+K" or "⌘K". */
export function shortcutLabel(shortcut: string, mac: boolean = isMac()): string {
  const { key, modifiers } = parts(shortcut);
  const shown = names[key] ?? (key.length === 1 ? key.toUpperCase() : key);
  if (mac) {
    const signs: Record<string, string> = { Mod: '⌘', Shift: '⇧', Alt: '⌥', Ctrl: '⌃' };
    return modifiers.map((modifier) => signs[modifier] ?? modifier).join('') + shown;
  }
  return [...modifiers.map((modifier) => (modifier === 'Mod' ? 'Ctrl' : modifier)), shown].join(
    '+',
  );
}

export function matchesShortcut(
  press: KeyPress,
  shortcut: string,
  mac: boolean = isMac(),
): boolean {
  const { key, modifiers } = parts(shortcut);
  if (press.key.toLowerCase() !== key.toLowerCase()) return false;
  const has = (modifier: string) => modifiers.includes(modifier);
  const control = has('Ctrl') || (!mac && has('Mod'));
  if (press.ctrlKey !== control || press.metaKey !== (mac && has('Mod'))) return false;
  if (press.altKey !== has('Alt')) return false;
  // "?" and "+" are typed with Shift on many keyboards: what the key gives is what counts.
  return isSign(key) || press.shiftKey === has('Shift');
}

/** A key that also types something must not act while somebody is typing. */
export function actsWhileTyping(shortcut: string): boolean {
  const { key, modifiers } = parts(shortcut);
  return modifiers.some((modifier) => modifier !== 'Shift') || /^(F\d+|Escape)$/.test(key);
}

function isSign(key: string): boolean {
  return key.length === 1 && key.toLowerCase() === key.toUpperCase() && key !== ' ';
}

function parts(shortcut: string): { key: string; modifiers: string[] } {
  const [, before = '', key = shortcut] = /^(.*\+)?(.+)$/s.exec(shortcut) ?? [];
  return { key, modifiers: before.split('+').filter(Boolean) };
}
