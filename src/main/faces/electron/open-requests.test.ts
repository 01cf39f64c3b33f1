import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { collectOpenRequests, folderToOpen, type OpenRequests } from './open-requests.ts';

const electron = vi.hoisted(() => ({ app: null as unknown }));
vi.mock('electron', () => electron);

let app: EventEmitter & {
  isPackaged: boolean;
  requestSingleInstanceLock: ReturnType<typeof vi.fn>;
};
let folder: string;
const argv = process.argv;

beforeEach(() => {
  app = Object.assign(new EventEmitter(), {
    isPackaged: false,
    requestSingleInstanceLock: vi.fn(() => true),
  });
  electron.app = app;
  folder = mkdtempSync(join(tmpdir(), 'strata-open-'));
});
afterEach(() => {
  process.argv = argv;
  rmSync(folder, { recursive: true });
});

describe('what the user asks for from outside', () => {
  it('begins with the arguments, without switches, made absolute', () => {
    const requests = collect('--enable-logging', 'runs', '/tmp/a.iafbt');
    expect(deliver(requests).paths).toEqual([resolve('runs'), '/tmp/a.iafbt']);
  });

  it('may be the demo archive', () => {
    expect(collect('--demo').isDemoWanted).toBe(true);
    expect(collect().isDemoWanted).toBe(false);
  });

  it('does not take the app itself for one of them, whatever switches come before it', () => {
    process.argv = ['electron', '--no-sandbox', '.', 'runs'];
    const requests = collectOpenRequests();
    expect(requests && deliver(requests).paths).toEqual([resolve('runs')]);
  });

  it('counts the arguments from the binary once the app is packed', () => {
    app.isPackaged = true;
    process.argv = ['strata', 'runs'];
    const requests = collectOpenRequests();
    expect(requests && deliver(requests).paths).toEqual([resolve('runs')]);
  });

  it('takes files that the system opened, before and after the window is there', () => {
    const requests = collect();
    const event = { preventDefault: vi.fn() };
    app.emit('open-file', event, '/early.iafbt');
    const { paths } = deliver(requests);
    app.emit('open-file', event, '/late.obtf');

    expect(paths).toEqual(['/early.iafbt', '/late.obtf']);
    expect(event.preventDefault).toHaveBeenCalledTimes(2);
  });

  it('takes over what a second process was started with', () => {
    const { paths, show } = deliver(collect());
    app.emit('second-instance', {}, [], '/', { paths: ['/b', 7, null] });

    expect(paths).toEqual(['/b']);
    expect(show).not.toHaveBeenCalled();
  });

  it('may be nothing but the window', () => {
    const { paths, show } = deliver(collect());
    app.emit('second-instance', {}, [], '/', { paths: [] });
    app.emit('second-instance', {}, [], '/', null);

    expect(paths).toEqual([]);
    expect(show).toHaveBeenCalledTimes(2);
  });

  it('is handed to the process that runs already', () => {
    process.argv = ['electron', '.', '/runs'];
    app.requestSingleInstanceLock.mockReturnValue(false);

    expect(collectOpenRequests()).toBe(false);
    expect(app.requestSingleInstanceLock).toHaveBeenCalledWith({ paths: ['/runs'] });
  });
});

describe('the folder to open', () => {
  it('is the folder itself, a bundle’s folder, or an index', () => {
    for (const name of ['a.iafbt', 'b.OBTF', 'index.sqlite']) writeFileSync(join(folder, name), '');

    expect(folderToOpen(folder)).toBe(folder);
    expect(folderToOpen(join(folder, 'a.iafbt'))).toBe(folder);
    expect(folderToOpen(join(folder, 'b.OBTF'))).toBe(folder);
    expect(folderToOpen(join(folder, 'index.sqlite'))).toBe(join(folder, 'index.sqlite'));
  });

  it('is none for anything else', () => {
    writeFileSync(join(folder, 'notes.txt'), '');

    expect(folderToOpen(join(folder, 'notes.txt'))).toBeNull();
    expect(folderToOpen(join(folder, 'gone.iafbt'))).toBeNull();
  });
});

function collect(...args: string[]): OpenRequests {
  process.argv = ['electron', '.', ...args];
  const requests = collectOpenRequests();
  if (requests === false) throw new Error('another process runs');
  return requests;
}

function deliver(requests: OpenRequests): { paths: string[]; show: ReturnType<typeof vi.fn> } {
  const paths: string[] = [];
  const show = vi.fn();
  requests.deliverTo({ open: (path) => paths.push(path), show });
  return { paths, show };
}
