/**
 * As Python's `round(value, digits)`: the decimal nearest to the exact binary value, and the even one where two
 * are equally near. `toFixed` works on the exact value too, but takes the greater of two.
 */
export function roundHalfEven(value: number, digits: number): number {
  if (!Number.isFinite(value) || Math.abs(value) >= 2 ** 52) return value;
  const nearest = Number(value.toFixed(digits));
  return isTie(value, digits) ? evenOf(value, digits) : nearest;
}

/**
 * A tie is an odd multiple of half a unit: of 1 / (2^(digits + 1) * 5^digits). A double has no factor 5 below its
 * point, so it must be an odd multiple of 2^-(digits + 1).
 */
function isTie(value: number, digits: number): boolean {
  const scaled = Math.abs(value) * 2 ** (digits + 1);
  return scaled % 2 === 1;
}

function evenOf(value: number, digits: number): number {
  const units = Math.abs(value) * 2 ** (digits + 1);
  // Exact: an odd multiple of a small power of two, times 5^digits, counted in half units.
  const halves = BigInt(units) * 5n ** BigInt(digits);
  const below = (halves - 1n) / 2n;
  const even = below % 2n === 0n ? below : below + 1n;
  const text = even.toString().padStart(digits + 1, '0');
  const point = text.length - digits;
  return Math.sign(value) * Number(`${text.slice(0, point)}.${text.slice(point)}`);
}
