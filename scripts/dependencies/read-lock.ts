import { readFileSync } from 'node:fs';

/** One package of the lock file. */
export interface LockedPackage {
  name: string;
  version: string;
  license: string;
  /** Subresource hash of the archive that npm must get, whoever serves it. */
  integrity: string | null;
  /** Where it comes from, where the lock file says so: only then from anywhere else than the registry. */
  resolved: string | null;
  /** Part of what users run, not only of tests and builds. */
  isShipped: boolean;
  runsAtInstall: boolean;
}

interface LockEntry {
  version: string;
  license?: string;
  integrity?: string;
  resolved?: string;
  dev?: boolean;
  devOptional?: boolean;
  hasInstallScript?: boolean;
}

/** Every package that `npm ci` may put on the disk, of all platforms, sorted by name. */
export function readLock(file = 'package-lock.json'): LockedPackage[] {
  const { packages } = JSON.parse(readFileSync(file, 'utf8')) as {
    packages: Record<string, LockEntry>;
  };
  return Object.entries(packages)
    .filter(([path]) => path !== '')
    .map(([path, entry]) => ({
      name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
      version: entry.version,
      license: entry.license ?? 'unknown',
      integrity: entry.integrity ?? null,
      resolved: entry.resolved ?? null,
      isShipped: entry.dev !== true && entry.devOptional !== true,
      runsAtInstall: entry.hasInstallScript === true,
    }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}
