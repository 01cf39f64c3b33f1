import { escapeLike } from '#contract/filter/bind-filter.ts';
import { quoteText } from '#contract/filter/format-filter.ts';
import type { SweepGroup, SweepNode } from '#contract/operations.ts';
import { groupPlaces } from './group-places.ts';
import { cellOf } from './read-cells.ts';
import type { Snapshot } from './snapshot.ts';

/** Folders shown in all; those left out are counted in `more`. */
const shownFolders = 1000;

interface Folder {
  path: string;
  count: number;
  bestSharpe: number | null;
  children: Map<string, Folder>;
}

/** The folders of the backtests, nested; a folder counts what lies below it too. Null when all lie at the top. */
export function folderTree(snapshot: Snapshot, places: Int32Array): SweepGroup | null {
  const top: Folder = { path: '', count: 0, bestSharpe: null, children: new Map() };
  let atTop = 0;
  let bestAtTop: number | null = null;
  for (const { value, count, bestSharpe } of groupPlaces(snapshot, places, 'folder', Infinity)
    .groups) {
    const path = String(value ?? '');
    if (path === '') {
      atTop = count;
      bestAtTop = bestSharpe;
    } else addBelow(top, path, count, bestSharpe);
  }
  if (top.children.size === 0) return null;
  const left = { shown: shownFolders, more: 0 };
  const nodes = nodesOf(top, left);
  if (atTop > 0) nodes.unshift(topNode(atTop, bestAtTop));
  return { kind: 'folder', label: 'Folders', nodes, more: left.more };
}

function addBelow(top: Folder, path: string, count: number, bestSharpe: number | null): void {
  let folder = top;
  for (const name of path.split('/')) {
    const known = folder.children.get(name) ?? {
      path: folder.path === '' ? name : `${folder.path}/${name}`,
      count: 0,
      bestSharpe: null,
      children: new Map(),
    };
    folder.children.set(name, known);
    folder = known;
    folder.count += count;
    folder.bestSharpe = greater(folder.bestSharpe, bestSharpe);
  }
}

function greater(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.max(a, b);
}

/** Upper folders first, so that a limit cuts off leaves rather than branches. */
function nodesOf(folder: Folder, left: { shown: number; more: number }): SweepNode[] {
  const folders = [...folder.children.entries()].sort(([a], [b]) => (a < b ? -1 : 1));
  const kept = folders.slice(0, left.shown);
  left.shown -= kept.length;
  left.more += folders.length - kept.length;
  return kept.map(([name, child]) => ({
    label: name,
    count: child.count,
    bestSharpe: cellOf(child.bestSharpe) as SweepNode['bestSharpe'],
    filter: belowExpression(child.path),
    children: nodesOf(child, left),
  }));
}

/** The folder and everything below it. */
function belowExpression(path: string): string {
  const below = `folder LIKE ${quoteText(`${escapeLike(path)}/%`)} ESCAPE "\\"`;
  return `(folder = ${quoteText(path)} OR ${below})`;
}

function topNode(count: number, bestSharpe: number | null): SweepNode {
  return {
    label: '(top folder)',
    count,
    bestSharpe: cellOf(bestSharpe) as SweepNode['bestSharpe'],
    filter: 'folder = ""',
    children: [],
  };
}
