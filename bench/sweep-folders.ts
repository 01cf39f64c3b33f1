import { cpSync, existsSync, linkSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../interop/strata-cli.ts';

export interface Sweep {
  name: string;
  folder: string;
  bundles: string[];
}

/** Real sweeps: the one that ships as a demo, and the larger one of the shared corpus where it is beside us. */
export function findSweeps(): Sweep[] {
  return [
    { name: 'demo sweep', folder: join(projectFolder, 'resources', 'demo', 'sweep_a') },
    { name: 'sweep_a', folder: join(projectFolder, '..', 'shared', 'corpus', 'sweeps', 'sweep_a') },
  ]
    .filter(({ folder }) => existsSync(folder))
    .map((sweep) => ({ ...sweep, bundles: bundlesIn(sweep.folder) }));
}

/** A copy, so that no index is written beside the originals. */
function copySweep(sweep: Sweep, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const bundle of sweep.bundles) cpSync(join(sweep.folder, bundle), join(to, bundle));
}

/** `count` bundles in folders of 500: the sweep's own again and again under new names, linked, not copied. */
export function multiplySweep(sweep: Sweep, to: string, count: number): void {
  const seeds = join(to, 'set_00');
  copySweep(sweep, seeds);
  for (let made = sweep.bundles.length; made < count; made += 1) {
    const seed = sweep.bundles[made % sweep.bundles.length] as string;
    const folder = join(to, `set_${String(Math.floor(made / 500)).padStart(2, '0')}`);
    mkdirSync(folder, { recursive: true });
    linkSync(join(seeds, seed), join(folder, `copy_${String(made).padStart(6, '0')}.iafbt`));
  }
}

export function bundlesIn(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.endsWith('.iafbt'));
}
