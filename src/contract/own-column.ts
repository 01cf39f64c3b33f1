import type { ColumnGroup, ColumnKind } from './column.ts';

/** Makes columns of what a run or a study says of itself, beside its metrics; `record`: where it stands in the document. */
export function ownColumnsOf(record: 'runs' | 'studies') {
  return <const Key extends string, const Kind extends ColumnKind>(
    key: Key,
    kind: Kind,
    group: ColumnGroup,
    label: string,
    meaning: string,
    nullRule: string,
    source: string,
  ) => ({
    key,
    kind,
    unit: 'none' as const,
    group,
    label,
    meaning,
    nullRule,
    source: `${record}[].${source}`,
  });
}
