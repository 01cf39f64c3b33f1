import type { ColumnFacts, Histogram } from '#contract/operations.ts';
import type { Spread } from '../../ui/data-table/table-column.ts';
import { formatCell, formatCount, formatCounted } from '../../ui/format.ts';

/** A histogram of the engine in the words of its column. */
export function columnSpread(facts: ColumnFacts, histogram: Histogram): Spread {
  const { counts, empty } = histogram;
  const without = empty > 0 ? `; ${formatCount(empty)} without a value` : '';
  if (histogram.kind === 'texts') {
    const others = histogram.other > 0 ? `; ${formatCount(histogram.other)} of other values` : '';
    const most = histogram.labels[0];
    return {
      counts,
      bucketText: (bucket) => `${histogram.labels[bucket]}: ${rows(counts[bucket] ?? 0)}`,
      summary: `${facts.label}: ${most === undefined ? 'no values' : `most often ${most}`}${others}${without}`,
    };
  }
  const { min, max } = histogram;
  if (min === null || max === null) {
    return { counts: [], bucketText: () => '', summary: `${facts.label}: no values${without}` };
  }
  const edge = (index: number) => formatCell(facts, min + ((max - min) * index) / counts.length);
  return {
    counts,
    bucketText: (bucket) => `${edge(bucket)} to ${edge(bucket + 1)}: ${rows(counts[bucket] ?? 0)}`,
    summary: `${facts.label}: from ${edge(0)} to ${edge(counts.length)}${without}`,
  };
}

function rows(count: number): string {
  return formatCounted(count, 'row');
}
