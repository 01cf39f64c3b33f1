import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { anEditedBundle } from './bundle-builder.ts';
import { fixturesFolder } from './interop-fixtures.ts';

const origin = 'v2/vector';

/** So many small bundles of real runs, each a backtest of its own by its tag; their names, sorted. */
export function writeManyBundles(folder: string, count: number): string[] {
  mkdirSync(folder, { recursive: true });
  const origins = readdirSync(join(fixturesFolder, 'interop', origin))
    .filter((name) => /^sweep_a_\d+\.iafbt$/.test(name))
    .sort();
  return Array.from({ length: count }, (_, number) => {
    const name = `many_${String(number).padStart(5, '0')}.iafbt`;
    const from = `${origin}/${origins[number % origins.length]}`;
    const bytes = anEditedBundle(from, (document) => document.set('tag', `many ${number}`));
    writeFileSync(join(folder, name), bytes);
    return name;
  });
}
