import { equalsExpression } from '#contract/filter/format-filter.ts';
import { requireName } from '#contract/filter/resolve-names.ts';
import type { SweepGroup, SweepNode } from '#contract/operations.ts';
import { marksSchema } from '../marks/attach-marks.ts';
import { cellOf } from './read-cells.ts';
import { placesOf } from './read-places.ts';
import { vectorOf } from './read-vectors.ts';
import type { Snapshot } from './snapshot.ts';

/** What can be narrowed by what the user added: the starred ones, and those of each tag; nothing where there is none. */
export function markGroups(snapshot: Snapshot, places: Int32Array, limit: number): SweepGroup[] {
  if (snapshot.marksVersion === 0) return [];
  const { placeOf, nos } = placesOf(snapshot, 'backtests');
  const matches = new Uint8Array(nos.length);
  for (const place of places) matches[place] = 1;
  const sharpe = vectorOf(
    snapshot,
    'backtests',
    requireName('sharpe_ratio', snapshot.names.backtests),
  );
  const values = sharpe.kind === 'numbers' ? sharpe.values : new Float64Array(nos.length);

  /** The nodes of rows [label, backtest number], which come label by label. */
  function nodesOf(rows: readonly [string, number][], filterOf: (label: string) => string) {
    const nodes = new Map<string, SweepNode & { best: number }>();
    for (const [label, no] of rows) {
      const place = placeOf[no] ?? -1;
      if (matches[place] !== 1) continue;
      const node = nodes.get(label) ?? {
        label,
        count: 0,
        bestSharpe: null,
        best: Number.NaN,
        filter: filterOf(label),
        children: [],
      };
      node.count += 1;
      const value = values[place] as number;
      if (!Number.isNaN(value) && !(value <= node.best)) node.best = value;
      nodes.set(label, node);
    }
    return Array.from(nodes.values(), ({ best, ...node }) => {
      return {
        ...node,
        bestSharpe: cellOf(Number.isNaN(best) ? null : best) as SweepNode['bestSharpe'],
      };
    });
  }

  const read = (what: string) =>
    snapshot.db
      .prepare(`SELECT ${what} CROSS JOIN backtests b ON b.bundle_id = m.bundle_id ORDER BY 1`)
      .raw()
      .all() as [string, number][];
  const starred = read(
    `'Starred', b.no FROM (SELECT bundle_id FROM ${marksSchema}.marks WHERE starred = 1) m`,
  );
  const tagged = read(`m.tag, b.no FROM ${marksSchema}.tags m`);
  const stars = nodesOf(starred, () => 'starred = 1');
  const tags = nodesOf(tagged, (tag) => equalsExpression('user_tags', tag));
  const shown = tags.slice(0, limit);
  const groups: SweepGroup[] = [
    { kind: 'starred', label: 'Starred', nodes: stars, more: 0 },
    { kind: 'user_tags', label: 'Your tags', nodes: shown, more: tags.length - shown.length },
  ];
  return groups.filter(({ nodes }) => nodes.length > 0);
}
