import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Why this computer cannot mount disks for tests, or null: it takes root on Linux, and loop devices. */
export function whyNoMounts(): string | null {
  if (process.platform !== 'linux') return 'mounting disks for tests is done on Linux only';
  if (process.geteuid?.() !== 0) return 'mounting disks takes root';
  const folder = mkdtempSync(join(tmpdir(), 'strata-mount-'));
  try {
    makeImage(join(folder, 'image'), 8);
    mountImage(join(folder, 'image'), join(folder, 'disk'));
    unmount(join(folder, 'disk'));
    return null;
  } catch (error) {
    return `disks cannot be mounted here: ${(error as Error).message.split('\n')[0]}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function mountMemory(at: string, megabytes: number): void {
  mkdirSync(at, { recursive: true });
  run('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m`, 'none', at);
}

/** A file with an empty ext4 file system in it. */
export function makeImage(image: string, megabytes: number): void {
  run('truncate', '-s', `${megabytes}M`, image);
  run('mkfs.ext4', '-q', '-F', '-m', '0', image);
}

/** What is not synced stays in memory: the system writes nothing by itself for ten minutes. */
export function mountImage(image: string, at: string): void {
  mkdirSync(at, { recursive: true });
  run('mount', '-o', 'loop,commit=600', image, at);
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
