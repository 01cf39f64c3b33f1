import { readFileSync, writeFileSync } from 'node:fs';
import { type BrowserWindow, type Rectangle, screen } from 'electron';
import { smallestWindow } from './window-options.ts';

export interface WindowState {
  bounds: { x?: number; y?: number; width: number; height: number };
  isMaximized: boolean;
}

const firstTime: WindowState = { bounds: { width: 1360, height: 860 }, isMaximized: false };

/** Where the window was when it was closed; the middle of the screen if that place is gone. */
export function readWindowState(file: string): WindowState {
  const saved = parseSaved(file);
  if (saved === null) return firstTime;
  const { x, y, ...size } = saved.bounds;
  return isOnSomeScreen(saved.bounds) ? saved : { bounds: size, isMaximized: saved.isMaximized };
}

/** Written at once when the window closes: the process may end right after. */
export function keepWindowState(window: BrowserWindow, file: string): void {
  window.on('close', () => {
    const state = { bounds: window.getNormalBounds(), isMaximized: window.isMaximized() };
    writeFileSync(file, JSON.stringify(state));
  });
}

function parseSaved(file: string): { bounds: Rectangle; isMaximized: boolean } | null {
  try {
    const { bounds, isMaximized } = JSON.parse(readFileSync(file, 'utf8'));
    const { x, y, width, height } = bounds;
    if (![x, y, width, height].every(Number.isInteger)) return null;
    if (width < smallestWindow.minWidth || height < smallestWindow.minHeight) return null;
    return { bounds: { x, y, width, height }, isMaximized: isMaximized === true };
  } catch {
    // No file yet, or not ours: the window opens as the first time, and closing it writes a new one.
    return null;
  }
}

/** Enough of the title bar must be reachable to drag the window back. */
function isOnSomeScreen({ x, y, width }: Rectangle): boolean {
  return screen.getAllDisplays().some(({ workArea }) => {
    const shown = Math.min(x + width, workArea.x + workArea.width) - Math.max(x, workArea.x);
    return shown >= 100 && y >= workArea.y && y <= workArea.y + workArea.height - 50;
  });
}
