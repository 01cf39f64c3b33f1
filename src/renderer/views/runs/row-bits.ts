/** Row numbers as a bit each, in base64: for many of them a small part of what a list takes. */
export function bitsOf(nos: ReadonlySet<number>): string {
  let greatest = -1;
  for (const no of nos) if (no > greatest) greatest = no;
  const bytes = new Uint8Array(Math.ceil((greatest + 1) / 8));
  for (const no of nos) bytes[no >> 3]! |= 1 << (no & 7);
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

/** Throws where it is not base64. */
export function nosOf(bits: string): Set<number> {
  const text = atob(bits);
  const nos = new Set<number>();
  for (let at = 0; at < text.length; at += 1) {
    const byte = text.charCodeAt(at);
    for (let bit = 0; bit < 8; bit += 1) if (byte & (1 << bit)) nos.add(8 * at + bit);
  }
  return nos;
}
