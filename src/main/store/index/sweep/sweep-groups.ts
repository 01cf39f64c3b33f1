import type { GroupRow, SweepGroupQuery, SweepGroups } from '#contract/sweep.ts';
import type { IndexReader } from '../index-handle.ts';
import { matchingPlaces } from '../match-rows.ts';
import { cellOf } from '../read-cells.ts';
import { withSnapshot } from '../snapshot.ts';
import { type ColumnWords, columnWords } from './axis-steps.ts';
import { countSelected } from './count-selected.ts';
import { type GroupedValues, groupValues } from './grouped-values.ts';
import { metricOf, numbersOf } from './metric-values.ts';
import { meanOf, quantile } from './quantile.ts';
import { type ValueCodes, valueCodes } from './value-codes.ts';

/** A metric by the values of a column, rows without one as a group of their own, last. Throws `bad-filter`, `unknown-column`. */
export function sweepGroups(
  index: IndexReader,
  query: Omit<SweepGroupQuery, 'archive' | 'asks'>,
): SweepGroups {
  return withSnapshot(index, (snapshot) => {
    const { rows, by, limit, isLowBest } = query;
    const metrics = numbersOf(snapshot, rows, query.metric);
    const places = matchingPlaces(snapshot, query);
    const codes = valueCodes(snapshot, rows, by, places);
    const none = codes.values.length;
    const groupOf = codes.codes.map((code) => (code < 0 ? none : code));
    const grouped = groupValues(places, groupOf, none + 1, metrics);
    const selected = countSelected(snapshot, rows, places, groupOf, none + 1, query.selection);
    const words = columnWords(snapshot, rows, by);
    const present = largest(grouped, limit);
    return {
      version: snapshot.version,
      total: places.length,
      groups: present.kept.map((group) => ({
        ...namesOf(codes, words, group),
        ...figuresOf(grouped, group, isLowBest),
        selected: selected[group] as number,
      })),
      more: present.more,
    };
  });
}

/** The groups with the most rows, in the order of their values. */
function largest({ rows }: GroupedValues, limit: number): { kept: number[]; more: number } {
  const present = Array.from(rows.keys()).filter((group) => (rows[group] as number) > 0);
  const kept = present
    .toSorted((a, b) => (rows[b] as number) - (rows[a] as number) || a - b)
    .slice(0, limit)
    .sort((a, b) => a - b);
  return { kept, more: present.length - kept.length };
}

function namesOf({ values }: ValueCodes, words: ColumnWords, group: number) {
  const value = values[group] ?? null;
  return {
    value: cellOf(value),
    label: value === null ? '(none)' : words.label(value),
    filter: words.equals(value),
  };
}

function figuresOf(grouped: GroupedValues, group: number, isLowBest: boolean) {
  const sorted = grouped.of(group);
  const figures = {
    best: quantile(sorted, isLowBest ? 0 : 1),
    median: quantile(sorted, 0.5),
    mean: meanOf(sorted),
    p10: quantile(sorted, 0.1),
    p90: quantile(sorted, 0.9),
  };
  const { best, median, mean, p10, p90 } = figures;
  return {
    rows: grouped.rows[group] as number,
    filled: sorted.length,
    best: metricOf(best),
    median: metricOf(median),
    mean: metricOf(mean),
    p10: metricOf(p10),
    p90: metricOf(p90),
  } satisfies Partial<GroupRow>;
}
