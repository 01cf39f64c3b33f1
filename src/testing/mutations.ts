/** A seeded source of numbers: the same damage on every run. */
export function seededNumbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** Headers that announce much, reserved and extension tokens, and bytes that end texts badly. */
const nasty = [
  'ddffffffff',
  'dfffffffff',
  'dbffffffff',
  'c6ffffffff',
  'c1',
  'd6ff',
  'ff',
  '00',
  '80',
  '90',
  'c0',
  'cb7ff8000000000001',
  'cfffffffffffffffff',
  'a0',
].map((hex) => Buffer.from(hex, 'hex'));

/** A copy with one to four pieces of it changed, cut out, doubled or put in. */
export function mutated(bytes: Buffer, random: (below: number) => number): Buffer {
  let result: Buffer = Buffer.from(bytes);
  for (let changes = 1 + random(4); changes > 0 && result.length > 0; changes--) {
    const at = random(result.length);
    const length = 1 + random(random(4) === 0 ? 2000 : 8);
    const piece = nasty[random(nasty.length)]!;
    const before = result.subarray(0, at);
    switch (random(7)) {
      case 0:
        result[at] = random(256);
        break;
      case 1:
        result[at] = result[at]! ^ (1 << random(8));
        break;
      case 2:
        result = Buffer.concat([before, piece, result.subarray(at + piece.length)]);
        break;
      case 3:
        result = Buffer.concat([before, piece, result.subarray(at)]);
        break;
      case 4:
        result = Buffer.concat([before, result.subarray(at + length)]);
        break;
      case 5:
        result = Buffer.concat([before, result.subarray(at, at + length), result.subarray(at)]);
        break;
      default:
        if (random(20) === 0) result = Buffer.from(before);
    }
  }
  return result;
}
