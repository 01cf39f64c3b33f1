import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readContainer } from '../src/main/formats/bundle/container.ts';
import { decompose } from '../src/main/formats/exact/decompose/decompose.ts';
import { recompose } from '../src/main/formats/exact/decompose/recompose.ts';
import { keepExactly, restoreExactly, sizesOf } from '../src/testing/exact-archive.ts';

/**
 * How small and how exact: each folder named is kept as one batch, restored from its bytes and compared.
 * Sizes are shares of the bundles' files; times are CPU milliseconds a bundle.
 *   node scripts/measure-exact.ts <folder>…
 */
for (const folder of process.argv.slice(2)) await measure(folder);

async function measure(folder: string): Promise<void> {
  const files = readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => /\.(iafbt|obtf)$/.test(name))
    .map((name) => readFileSync(join(folder, name)));
  const samples = files.flatMap((file) => {
    try {
      return [{ size: file.length, ...readContainer(file) }];
    } catch {
      return [];
    }
  });
  const source = samples.reduce((sum, { size }) => sum + size, 0);
  const share = (bytes: number) => (bytes / source).toFixed(4);

  const batch = keepExactly(samples);
  const restored = await restoreExactly(batch);
  const same = samples.filter(({ payload }, i) => {
    const back = restored[i]!;
    return !(back instanceof Error) && Buffer.compare(back, payload) === 0;
  });
  const sizes = sizesOf(batch);
  const total = Object.values(sizes).reduce((sum, size) => sum + size, 0);
  const parts = batch.parts.map(({ skeleton, tables, chunks }) => {
    return { skeleton, tables, bytes: chunks.map((chunk) => chunk.bytes) };
  });
  const apart = cpuMs(() => {
    for (const { payload, formatVersion } of samples) decompose(payload, formatVersion);
  });
  const together = cpuMs(() => {
    for (const { skeleton, tables, bytes } of parts) recompose(skeleton, tables, bytes);
  });

  const opaque = batch.parts.filter(({ isOpaque }) => isOpaque).length;
  console.log(`${basename(folder)}: ${samples.length} bundles, ${source} bytes`);
  console.log(`  identical ${same.length}, opaque ${opaque}`);
  console.log(`  ${share(total)} of the source: ${total} bytes`);
  for (const [part, bytes] of Object.entries(sizes)) {
    console.log(`    ${part.padEnd(20)} ${String(bytes).padStart(10)}  ${share(bytes)}`);
  }
  const each = (ms: number) => (ms / samples.length).toFixed(1);
  console.log(`  decompose ${each(apart)} ms, recompose ${each(together)} ms`);
}

function cpuMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
