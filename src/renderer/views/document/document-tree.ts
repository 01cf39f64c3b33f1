import type { DocumentNode } from '#contract/document.ts';

/** A way to a value as one text, to keep things by. */
export type PathKey = string;

export function pathKey(path: readonly (string | number)[]): PathKey {
  return JSON.stringify(path);
}

/** What is known of the inside of a list or map: its first values. */
export interface LoadedPage {
  children: readonly DocumentNode[];
  total: number;
}

export type TreeLine =
  | {
      kind: 'value';
      key: PathKey;
      path: readonly (string | number)[];
      node: DocumentNode;
      level: number;
      isOpen: boolean;
      canOpen: boolean;
      /** Of its neighbours, and which of them it is, from 1. */
      size: number;
      place: number;
    }
  /** Values of a list or map that are not loaded yet. */
  | {
      kind: 'more';
      key: PathKey;
      path: readonly (string | number)[];
      level: number;
      left: number;
    };

/** The lines of the tree, from top to bottom. */
export function treeLines(
  pages: ReadonlyMap<PathKey, LoadedPage>,
  open: ReadonlySet<PathKey>,
  path: readonly (string | number)[] = [],
  level = 1,
): TreeLine[] {
  const page = pages.get(pathKey(path));
  if (page === undefined) return [];
  const lines = page.children.flatMap((node, at): TreeLine[] => {
    const own = [...path, node.key ?? at];
    const key = pathKey(own);
    const canOpen = hasInside(node);
    const isOpen = canOpen && open.has(key);
    const line: TreeLine = {
      ...{ kind: 'value', key, path: own, node, level, isOpen, canOpen },
      ...{ size: page.total, place: at + 1 },
    };
    return isOpen ? [line, ...treeLines(pages, open, own, level + 1)] : [line];
  });
  const left = page.total - page.children.length;
  if (left === 0) return lines;
  return [...lines, { kind: 'more', key: `${pathKey(path)} more`, path, level, left }];
}

/** Lists and maps with something in them. A reference to a series is shown as the series. */
export function hasInside({ kind, size, blob }: DocumentNode): boolean {
  return (kind === 'list' || kind === 'map') && size > 0 && blob === null;
}

/** What a line says of its value: `12 items`, `"BTC/EUR"`, `0.25`. */
export function sayValue({ kind, value, size, isCut, blob }: DocumentNode): string {
  if (blob !== null) return 'series';
  switch (kind) {
    case 'list':
      return size === 1 ? '1 item' : `${size} items`;
    case 'map':
      return size === 1 ? '1 key' : `${size} keys`;
    case 'text':
      return `${JSON.stringify(value ?? '')}${isCut ? ' …' : ''}`;
    case 'bytes':
      return size === 1 ? '1 byte' : `${size} bytes`;
    default:
      return value ?? 'nil';
  }
}

/** Where a key of the keyboard leads in the tree. */
export type TreeMove = { do: 'go'; to: TreeLine | undefined } | { do: 'toggle' };

export function treeMove(
  key: string,
  lines: readonly TreeLine[],
  active: TreeLine,
): TreeMove | null {
  const at = lines.indexOf(active);
  const isOpen = active.kind === 'value' && active.isOpen;
  const canOpen = active.kind === 'more' || active.canOpen;
  switch (key) {
    case 'ArrowDown':
      return { do: 'go', to: lines[at + 1] };
    case 'ArrowUp':
      return { do: 'go', to: lines[at - 1] };
    case 'Home':
      return { do: 'go', to: lines[0] };
    case 'End':
      return { do: 'go', to: lines.at(-1) };
    case 'PageDown':
      return { do: 'go', to: lines[Math.min(at + 10, lines.length - 1)] };
    case 'PageUp':
      return { do: 'go', to: lines[Math.max(at - 10, 0)] };
    case 'Enter':
    case ' ':
      return canOpen ? { do: 'toggle' } : null;
    case 'ArrowRight':
      if (isOpen) return { do: 'go', to: lines[at + 1] };
      return canOpen ? { do: 'toggle' } : null;
    case 'ArrowLeft':
      if (isOpen) return { do: 'toggle' };
      return { do: 'go', to: lines.slice(0, at).findLast(({ level }) => level < active.level) };
    default:
      return startingWith(key, lines, at);
  }
}

function startingWith(key: string, lines: readonly TreeLine[], at: number): TreeMove | null {
  if (key.length !== 1) return null;
  const letter = key.toLowerCase();
  const fits = (line: TreeLine) =>
    line.kind === 'value' && String(line.node.key).toLowerCase().startsWith(letter);
  const to = [...lines.slice(at + 1), ...lines.slice(0, at)].find(fits);
  return to === undefined ? null : { do: 'go', to };
}
