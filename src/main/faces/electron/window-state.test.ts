import { EventEmitter } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserWindow } from 'electron';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepWindowState, readWindowState } from './window-state.ts';

vi.mock('electron', () => ({
  screen: { getAllDisplays: () => [{ workArea: { x: 0, y: 25, width: 1920, height: 1055 } }] },
}));

const usual = { bounds: { width: 1360, height: 860 }, isMaximized: false };
let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'strata-window-'));
  file = join(folder, 'window.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the window', () => {
  it('comes back where it was closed', () => {
    const bounds = { x: 40, y: 60, width: 1000, height: 700 };
    closeWindow({ bounds, isMaximized: true });

    expect(readWindowState(file)).toEqual({ bounds, isMaximized: true });
  });

  it('comes back to the middle when its screen is gone, as large as it was', () => {
    const bounds = { x: 2500, y: 60, width: 1000, height: 700 };
    closeWindow({ bounds, isMaximized: false });

    expect(readWindowState(file)).toEqual({
      bounds: { width: 1000, height: 700 },
      isMaximized: false,
    });
  });

  it('does not come back with its title bar out of reach', () => {
    closeWindow({ bounds: { x: 40, y: -500, width: 1000, height: 700 }, isMaximized: false });

    expect(readWindowState(file).bounds).toEqual({ width: 1000, height: 700 });
  });

  it.each([
    '',
    '{',
    'null',
    '[]',
    '{"bounds":{}}',
    '{"bounds":{"x":0,"y":0,"width":1,"height":1}}',
  ])('opens as the first time when the file says %j', (text) => {
    writeFileSync(file, text);
    expect(readWindowState(file)).toEqual(usual);
  });

  it('opens as the first time the first time', () => {
    expect(readWindowState(file)).toEqual(usual);
  });
});

function closeWindow(state: { bounds: object; isMaximized: boolean }): void {
  const window = Object.assign(new EventEmitter(), {
    getNormalBounds: () => state.bounds,
    isMaximized: () => state.isMaximized,
  });
  keepWindowState(window as unknown as BrowserWindow, file);
  window.emit('close');
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(state);
}
