/** Code-point order, as Python and the reference sort names; `<` alone would order by UTF-16 units. */
export function compareNames(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  for (let place = 0; place < shorter; place++) {
    const left = a.charCodeAt(place);
    const right = b.charCodeAt(place);
    if (left === right) continue;
    // Surrogates stand for code points above every other unit.
    const isLeftHigh = left >= 0xd800 && left <= 0xdfff;
    const isRightHigh = right >= 0xd800 && right <= 0xdfff;
    if (isLeftHigh !== isRightHigh) return isLeftHigh ? 1 : -1;
    return left - right;
  }
  return a.length - b.length;
}
