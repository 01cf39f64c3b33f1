/** For the wire: NaN is null, and nine digits are more than a picture or its readout shows. */
export function wireNumber(value: number): number | null {
  if (Number.isNaN(value)) return null;
  const size = Math.abs(value);
  // Outside of this a power of ten is not exact, and what has few digits already stays as it is.
  if (size < SMALLEST || size > LARGEST) return Number(value.toPrecision(DIGITS));
  const places = DIGITS - 1 - Math.floor(Math.log10(size));
  const factor = 10 ** Math.abs(places);
  return places < 0 ? Math.round(value / factor) * factor : Math.round(value * factor) / factor;
}

const DIGITS = 9;
const SMALLEST = 1e-10;
const LARGEST = 1e15;
