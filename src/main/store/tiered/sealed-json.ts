import { sha256 } from '../durable/publisher.ts';

/** JSON that carries the hash of what it says, for small files whose names are no hashes. */
export function sealJson(value: Record<string, unknown>): Uint8Array {
  return new TextEncoder().encode(textOf(value));
}

/** Whether a text is what `sealJson` wrote, to the byte. */
export function isSealed(text: string): boolean {
  try {
    const { sha256: _, ...value } = JSON.parse(text) as Record<string, unknown>;
    return textOf(value) === text;
  } catch {
    return false;
  }
}

function textOf(value: Record<string, unknown>): string {
  const seal = sha256(new TextEncoder().encode(JSON.stringify(value)));
  return `${JSON.stringify({ ...value, sha256: seal }, null, 2)}\n`;
}
