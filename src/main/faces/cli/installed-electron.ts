import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { appFolder } from '../app-files.ts';

/** Electron's binary, where it has been fetched and can show a window here; else null. */
export function installedElectron(): string | null {
  if (!canShowWindows()) return null;
  const folder = join(appFolder(), 'node_modules', 'electron');
  const nameFile = join(folder, 'path.txt');
  if (!existsSync(nameFile)) return null;
  const binary = join(folder, 'dist', readFileSync(nameFile, 'utf8').trim());
  return existsSync(binary) ? binary : null;
}

/** Not without a display, nor as root, whom Electron refuses. */
function canShowWindows(): boolean {
  if (process.platform !== 'linux') return true;
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  return Boolean(DISPLAY || WAYLAND_DISPLAY) && process.getuid?.() !== 0;
}
