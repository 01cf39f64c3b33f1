import { EventEmitter } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** Electron's `app` as far as Strata uses it; what must come before `ready` fails after it, as there. */
export class FakeApp extends EventEmitter {
  readonly isPackaged = false;
  readonly recentDocuments: string[] = [];
  isSandboxed = false;
  isReady = false;
  exitCode: number | null = null;
  lockData: unknown = null;
  readonly #userData: string;
  readonly #isFirst: boolean;
  readonly #closeWindows: () => void;

  constructor(options: { userData: string; isFirst: boolean; closeWindows: () => void }) {
    super();
    this.#userData = options.userData;
    this.#isFirst = options.isFirst;
    this.#closeWindows = options.closeWindows;
  }

  enableSandbox(): void {
    this.onlyBeforeReady('enableSandbox');
    this.isSandboxed = true;
  }

  requestSingleInstanceLock(data: unknown): boolean {
    this.lockData = structuredClone(data);
    return this.#isFirst;
  }

  async whenReady(): Promise<void> {
    await nextTurn();
    this.isReady = true;
  }

  getPath(name: string): string {
    if (name === 'userData') return this.#userData;
    throw new Error(`no such path here: ${name}`);
  }

  addRecentDocument(path: string): void {
    this.recentDocuments.push(path);
  }

  quit(): void {
    if (this.exitCode !== null) return;
    this.emit('before-quit', preventable());
    this.#closeWindows();
    const event = preventable();
    this.emit('will-quit', event);
    if (!event.defaultPrevented) this.exit(0);
  }

  exit(code: number): void {
    this.exitCode = code;
    this.emit('fake-exit', code);
  }

  onlyBeforeReady(name: string): void {
    if (this.isReady) throw new Error(`${name} must be called before the app is ready`);
  }
}

export interface Preventable {
  readonly defaultPrevented: boolean;
  preventDefault(): void;
}

export function preventable<Facts extends object>(facts?: Facts): Facts & Preventable {
  const event = {
    ...(facts as Facts),
    defaultPrevented: false,
    preventDefault() {
      event.defaultPrevented = true;
    },
  };
  return event;
}
