import type { ComparedCorrelation, CompareMember } from '#contract/compare.ts';
import { type Correlation, correlate } from './correlate.ts';
import type { CurveShelf } from './curve-shelf.ts';
import { wireNumber } from './wire-number.ts';

/** How alike the equity of every two runs moves. */
export async function compareCorrelation(
  shelf: CurveShelf,
  members: readonly CompareMember[],
): Promise<ComparedCorrelation> {
  const { curves, failed } = await shelf.read(members);
  const found: Correlation[][] = curves.map(() => []);
  const unread: Correlation = { coefficient: Number.NaN, shared: 0 };
  for (let row = 0; row < curves.length; row++) {
    for (let column = 0; column <= row; column++) {
      const [a, b] = [curves[row]?.equity, curves[column]?.equity];
      const pair = a && b ? correlate(a, b) : unread;
      found[row]![column] = pair;
      found[column]![row] = pair;
    }
  }
  return {
    coefficients: found.map((row) => row.map(({ coefficient }) => wireNumber(coefficient))),
    shared: found.map((row) => row.map(({ shared }) => shared)),
    failed,
  };
}
