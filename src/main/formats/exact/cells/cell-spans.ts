/** Where the cells of one column lie in a payload; start is -1 for a row without the cell. */
export interface CellSpans {
  starts: Int32Array;
  ends: Int32Array;
}

export function createCellSpans(rows: number): CellSpans {
  return { starts: new Int32Array(rows).fill(-1), ends: new Int32Array(rows).fill(-1) };
}

/** Whether two stretches of one buffer, or of two, hold the same bytes. */
export function sameBytes(
  left: Buffer,
  leftStart: number,
  leftEnd: number,
  right: Buffer,
  rightStart: number,
  rightEnd: number,
): boolean {
  const length = leftEnd - leftStart;
  if (length !== rightEnd - rightStart) return false;
  if (length > 64) return left.compare(right, rightStart, rightEnd, leftStart, leftEnd) === 0;
  for (let i = 0; i < length; i++) if (left[leftStart + i] !== right[rightStart + i]) return false;
  return true;
}
