import fc from 'fast-check';

/**
 * Any valid MessagePack value as bytes, in any form its type allows: longer headers than needed, floats of
 * any bits, integers of any width. Extension types and keys that are no text are left out.
 */
export function encodedValue(): fc.Arbitrary<Buffer> {
  return fc.letrec<{ value: Buffer }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaf(),
      fc.array(tie('value'), { maxLength: 5 }).chain((items) => encodedArray(items)),
      fc
        .uniqueArray(fc.tuple(keyText, tie('value')), { maxLength: 5, selector: ([key]) => key })
        .chain((pairs) => encodedMap(pairs)),
    ),
  })).value;
}

const text = fc.string({ unit: 'binary', maxLength: 40 });
const keyText = fc.oneof(fc.constantFrom('__proto__', '10', '', 'created_at'), text);

function leaf(): fc.Arbitrary<Buffer> {
  return fc.oneof(
    fc.constantFrom(0xc0, 0xc2, 0xc3).map((token) => Buffer.from([token])),
    fc.integer({ min: 0, max: 0x7f }).map((value) => Buffer.from([value])),
    fc.integer({ min: 0xe0, max: 0xff }).map((value) => Buffer.from([value])),
    ...([0xcc, 0xcd, 0xce, 0xcf, 0xd0, 0xd1, 0xd2, 0xd3] as const).map((token) =>
      bitsBehind(token, 1 << (token & 3)),
    ),
    bitsBehind(0xca, 4),
    bitsBehind(0xcb, 8),
    fc
      .constantFrom('7ff8000000000000', '7ff8000000000001', 'fff8000000000000', '7ff0000000000001')
      .map((bits) => Buffer.from(`cb${bits}`, 'hex')),
    text.chain(encodedText),
    fc
      .uint8Array({ maxLength: 300 })
      .chain((bytes) => sized(0xff, 0, [0xc4, 0xc5, 0xc6], [1, 2, 4], bytes.length, bytes)),
  );
}

function bitsBehind(token: number, width: number): fc.Arbitrary<Buffer> {
  return fc
    .uint8Array({ minLength: width, maxLength: width })
    .map((bits) => Buffer.concat([Buffer.from([token]), bits]));
}

function encodedText(value: string): fc.Arbitrary<Buffer> {
  const bytes = Buffer.from(value);
  return sized(0xa0, 31, [0xd9, 0xda, 0xdb], [1, 2, 4], bytes.length, bytes);
}

function encodedArray(items: Buffer[]): fc.Arbitrary<Buffer> {
  return sized(0x90, 15, [0xdc, 0xdd], [2, 4], items.length, Buffer.concat(items));
}

function encodedMap(pairs: [string, Buffer][]): fc.Arbitrary<Buffer> {
  return fc
    .tuple(...pairs.map(([key]) => encodedText(key)))
    .chain((keys) =>
      sized(
        0x80,
        15,
        [0xde, 0xdf],
        [2, 4],
        pairs.length,
        Buffer.concat(pairs.flatMap(([, value], index) => [keys[index]!, value])),
      ),
    );
}

/** A header that can hold `size`, any of them, and what it announces. */
function sized(
  fixed: number,
  most: number,
  tokens: number[],
  widths: number[],
  size: number,
  body: Uint8Array,
): fc.Arbitrary<Buffer> {
  const headers = tokens.flatMap((token, index) => {
    const width = widths[index]!;
    if (size >= 2 ** (8 * width)) return [];
    const header = Buffer.alloc(1 + width);
    header[0] = token;
    header.writeUIntBE(size, 1, width);
    return [header];
  });
  if (size <= most) headers.push(Buffer.from([fixed | size]));
  return fc.constantFrom(...headers).map((header) => Buffer.concat([header, body]));
}
