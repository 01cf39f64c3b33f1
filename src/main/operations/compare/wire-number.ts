/** For the wire: NaN is null, and nine digits are more than a picture or its readout shows. */
export function wireNumber(value: number): number | null {
  return Number.isNaN(value) ? null : Number(value.toPrecision(9));
}
