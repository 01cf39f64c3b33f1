/** Bytes written one after the other into a buffer that grows; positions are counted from its start. */
export interface ByteSink {
  /** Bytes written so far. */
  readonly length: number;
  byte(value: number): void;
  bytes(value: Uint8Array): void;
  /** LEB128, for integers from 0 to 2^53. */
  varint(value: number): void;
  /** Zigzag LEB128, for integers below 2^52 either side of 0. */
  zigzag(value: number): void;
  /** A view of what was written; the next write may move it. */
  view(): Uint8Array;
  /** A copy of what was written. */
  copy(): Uint8Array;
}

export function createByteSink(capacity = 1024): ByteSink {
  let buffer = new Uint8Array(capacity);
  let length = 0;
  const room = (count: number) => {
    if (length + count <= buffer.length) return;
    const larger = new Uint8Array(Math.max(buffer.length * 2, length + count));
    larger.set(buffer.subarray(0, length));
    buffer = larger;
  };

  return {
    get length() {
      return length;
    },
    byte(value) {
      room(1);
      buffer[length++] = value;
    },
    bytes(value) {
      room(value.length);
      buffer.set(value, length);
      length += value.length;
    },
    varint(value) {
      room(8);
      let rest = value;
      while (rest > 127) {
        buffer[length++] = (rest % 128) | 128;
        rest = Math.floor(rest / 128);
      }
      buffer[length++] = rest;
    },
    zigzag(value) {
      this.varint(value >= 0 ? value * 2 : -value * 2 - 1);
    },
    view: () => buffer.subarray(0, length),
    copy: () => buffer.slice(0, length),
  };
}
