/** The values of the metric of each group, ascending, in one block of memory. */
export interface GroupedValues {
  /** Rows of each group, with a value or not. */
  rows: Int32Array;
  of: (group: number) => Float64Array;
}

/** `groupOf` by the place in `places`, -1 for none. NaN is no value. */
export function groupValues(
  places: Int32Array,
  groupOf: Int32Array,
  groups: number,
  metric: Float64Array,
): GroupedValues {
  const rows = new Int32Array(groups);
  const ends = new Int32Array(groups + 1);
  for (let at = 0; at < places.length; at += 1) {
    const group = groupOf[at] as number;
    if (group < 0) continue;
    rows[group] = (rows[group] as number) + 1;
    if (Number.isNaN(metric[places[at] as number])) continue;
    ends[group + 1] = (ends[group + 1] as number) + 1;
  }
  for (let group = 0; group < groups; group += 1) {
    ends[group + 1] = (ends[group + 1] as number) + (ends[group] as number);
  }
  const values = new Float64Array(ends[groups] as number);
  const next = ends.slice(0, groups);
  for (let at = 0; at < places.length; at += 1) {
    const group = groupOf[at] as number;
    const value = metric[places[at] as number] as number;
    if (group < 0 || Number.isNaN(value)) continue;
    values[next[group] as number] = value;
    next[group] = (next[group] as number) + 1;
  }
  for (let group = 0; group < groups; group += 1) {
    values.subarray(ends[group], ends[group + 1]).sort();
  }
  return { rows, of: (group) => values.subarray(ends[group], ends[group + 1]) };
}
