import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readContainer } from '../src/main/formats/bundle/container.ts';
import { readingZstd } from '../src/main/formats/zstd/zstd.ts';
import type { Sweep } from './sweep-folders.ts';

/** What is compared needs no small files; level 1 makes thousands of them in a minute or two. */
const LEVEL = 1;

/**
 * `count` bundles of different backtests: a sweep's own again and again, each with an algorithm id of its own
 * of the same length, so that no two have the same payload. Ids of trades and orders repeat from set to set.
 */
export function makeDistinct(sweep: Sweep, to: string, count: number): void {
  mkdirSync(to, { recursive: true });
  const payloads = sweep.bundles.map((bundle) => {
    const { payload } = readContainer(readFileSync(join(sweep.folder, bundle)));
    return { name: bundle.replace(/\.iafbt$/, ''), payload: Buffer.from(payload) };
  });
  for (let made = 0; made < count; made += 1) {
    const { name, payload } = payloads[made % payloads.length]!;
    const id = `n${String(made).padStart(name.length - 1, '0')}`;
    writeFileSync(join(to, `${id}.iafbt`), bundleOf(renamed(payload, name, id)));
  }
}

/** Every occurrence: the lengths before the texts stay true. */
function renamed(payload: Buffer, name: string, id: string): Buffer {
  const copy = Buffer.from(payload);
  let found = 0;
  for (let at = copy.indexOf(name); at !== -1; at = copy.indexOf(name, at + 1)) {
    copy.write(id, at);
    found += 1;
  }
  if (found === 0) throw new Error(`${name} does not name its algorithm`);
  return copy;
}

/** A v2 bundle around a payload. */
export function bundleOf(payload: Buffer): Buffer {
  const header = Buffer.from('IAFB\0\0\0\0', 'latin1');
  header.writeUInt32LE(2, 4);
  return Buffer.concat([header, readingZstd().compress(payload, LEVEL)]);
}
