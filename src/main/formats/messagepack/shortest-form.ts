/** The tokens MessagePack's writers choose: the shortest form that holds the value. */

export function shortestTextToken(size: number): number {
  if (size < 32) return 0xa0 | size;
  if (size < 0x100) return 0xd9;
  return size < 0x10000 ? 0xda : 0xdb;
}

export function shortestBytesToken(size: number): number {
  if (size < 0x100) return 0xc4;
  return size < 0x10000 ? 0xc5 : 0xc6;
}

export function shortestArrayToken(size: number): number {
  if (size < 16) return 0x90 | size;
  return size < 0x10000 ? 0xdc : 0xdd;
}

export function shortestMapToken(size: number): number {
  if (size < 16) return 0x80 | size;
  return size < 0x10000 ? 0xde : 0xdf;
}

export function shortestIntegerToken(value: number | bigint): number {
  if (value >= 0) {
    if (value < 0x80) return Number(value);
    if (value < 0x100) return 0xcc;
    if (value < 0x10000) return 0xcd;
    return value < 0x100000000 ? 0xce : 0xcf;
  }
  if (value >= -32) return Number(value) & 0xff;
  if (value >= -0x80) return 0xd0;
  if (value >= -0x8000) return 0xd1;
  return value >= -0x80000000 ? 0xd2 : 0xd3;
}
