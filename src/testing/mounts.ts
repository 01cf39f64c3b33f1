import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** File systems that tests make in a file. */
export type FileSystem = 'ext4' | 'xfs';

/** Why this computer cannot mount disks for tests, or null: it takes root on Linux, loop devices, and the file system's own tools. */
export function whyNoMounts(kind: FileSystem = 'ext4'): string | null {
  if (process.platform !== 'linux') return 'mounting disks for tests is done on Linux only';
  if (process.geteuid?.() !== 0) return 'mounting disks takes root';
  const folder = mkdtempSync(join(tmpdir(), 'strata-mount-'));
  try {
    makeImage(join(folder, 'image'), leastMegabytes[kind], kind);
    mountImage(join(folder, 'image'), join(folder, 'disk'), kind);
    unmount(join(folder, 'disk'));
    return null;
  } catch (error) {
    return `no ${kind} disk can be mounted here: ${(error as Error).message.split('\n')[0]}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function mountMemory(at: string, megabytes: number): void {
  mkdirSync(at, { recursive: true });
  run('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m`, 'none', at);
}

/** mkfs.xfs makes none that are smaller. */
const leastMegabytes = { ext4: 8, xfs: 300 } as const satisfies Record<FileSystem, number>;

/** A file with an empty file system in it. */
export function makeImage(image: string, megabytes: number, kind: FileSystem = 'ext4'): void {
  run('truncate', '-s', `${Math.max(megabytes, leastMegabytes[kind])}M`, image);
  if (kind === 'xfs') run('mkfs.xfs', '-q', '-f', image);
  else run('mkfs.ext4', '-q', '-F', '-m', '0', image);
}

/**
 * What is not synced stays in memory: the system writes nothing to ext4 by itself for ten minutes, and to XFS for
 * half a minute. XFS mounts no copy of a disk that is mounted already, unless that is said.
 */
export function mountImage(image: string, at: string, kind: FileSystem = 'ext4'): void {
  mkdirSync(at, { recursive: true });
  run('mount', '-o', kind === 'xfs' ? 'loop,nouuid' : 'loop,commit=600', image, at);
}

/** A disk of two layers, as containers have it; both lie in `folder`, which is no such disk itself. */
export function mountOverlay(folder: string, at: string): void {
  const [lower, upper, work] = ['lower', 'upper', 'work'].map((name) => join(folder, name));
  for (const path of [lower!, upper!, work!, at]) mkdirSync(path, { recursive: true });
  const options = `lowerdir=${lower},upperdir=${upper},workdir=${work}`;
  run('mount', '-t', 'overlay', '-o', options, 'overlay', at);
}

/** The same files a second time, where nothing can be written. */
export function mountReadOnly(folder: string, at: string): void {
  mkdirSync(at, { recursive: true });
  run('mount', '--bind', folder, at);
  run('mount', '-o', 'remount,ro,bind', at);
}

export function unmount(at: string): void {
  run('umount', at);
}

function run(program: string, ...args: string[]): void {
  execFileSync(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
}
