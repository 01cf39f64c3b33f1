import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { BrowserContext, Page, Request, Route } from '@playwright/test';
import { preventable } from './fake-app.ts';
import type { FakeIpcMain } from './fake-ipc.ts';
import type { FakeProtocol } from './fake-protocol.ts';
import type { FakeSession } from './fake-session.ts';
import { fromStandIn, toStandIn } from './page-address.ts';
import { preloadScript } from './page-world.ts';

export interface WindowSurroundings {
  context: BrowserContext;
  protocol: FakeProtocol;
  ipcMain: FakeIpcMain;
  session: FakeSession;
  /** Requests that would have left for the network. */
  escaped: string[];
  onContents(contents: FakeContents): void;
}

export interface Bounds {
  x?: number;
  y?: number;
  width: number;
  height: number;
}

export interface WindowOptions extends Bounds {
  webPreferences: { preload: string } & Record<string, unknown>;
}

type OpenHandler = (details: { url: string }) => { action: 'allow' | 'deny' };

/** Electron's `WebContents`, in front of a real page of Chromium. */
export class FakeContents extends EventEmitter {
  page: Page | null = null;
  openHandler: OpenHandler = () => ({ action: 'allow' });

  send(channel: string, ...args: unknown[]): void {
    // A page that goes away while it is told something has nobody to tell.
    this.page
      ?.evaluate(
        ([name, values]) => {
          const deliver = Reflect.get(globalThis, Symbol.for('strata.deliver'));
          deliver(name, values);
        },
        [channel, structuredClone(args)] as const,
      )
      .catch(() => undefined);
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler;
  }
}

/** Electron's `BrowserWindow`: opens a real page, runs the real preload in it and serves it the real files. */
export class FakeWindow extends EventEmitter {
  readonly webContents = new FakeContents();
  readonly options: WindowOptions;
  isShown = false;
  isFocused = false;
  isDestroyed = false;
  #isMaximized = false;
  #bounds: Bounds;
  readonly #around: WindowSurroundings;
  #expected: string | null = null;
  #closed: Promise<void> = Promise.resolve();

  constructor(options: WindowOptions, around: WindowSurroundings) {
    super();
    this.options = options;
    this.#around = around;
    this.#bounds = {
      x: options.x ?? 0,
      y: options.y ?? 0,
      width: options.width,
      height: options.height,
    };
    around.onContents(this.webContents);
  }

  async loadURL(url: string): Promise<void> {
    const page = await this.#openPage();
    this.#expected = toStandIn(url);
    await page.goto(this.#expected);
    this.webContents.emit('did-finish-load');
    this.emit('ready-to-show');
  }

  show(): void {
    this.isShown = true;
  }

  focus(): void {
    this.isFocused = true;
  }

  maximize(): void {
    this.#isMaximized = true;
  }

  isMaximized(): boolean {
    return this.#isMaximized;
  }

  isMinimized(): boolean {
    return false;
  }

  restore(): void {}

  getNormalBounds(): Bounds {
    return this.#bounds;
  }

  setBounds(bounds: Bounds): void {
    this.#bounds = bounds;
  }

  close(): void {
    if (this.isDestroyed) return;
    this.emit('close', preventable());
    this.isDestroyed = true;
    this.#closed = this.#closePage();
    this.webContents.emit('destroyed');
    this.emit('closed');
  }

  /** Resolves when the page of a closed window is gone. */
  whenClosed(): Promise<void> {
    return this.#closed;
  }

  /** What the page still asks for as it goes has nobody to wait for the answer. */
  async #closePage(): Promise<void> {
    const { page } = this.webContents;
    await page?.unrouteAll({ behavior: 'ignoreErrors' });
    await page?.close();
  }

  async #openPage(): Promise<Page> {
    const { context, ipcMain } = this.#around;
    const page = await context.newPage();
    const { width, height } = this.#bounds;
    await page.setViewportSize({ width, height });
    await page.exposeBinding('__strataIpc', ({ frame }, kind, channel, args) =>
      ipcMain.receive(
        { url: frame.url(), isTop: frame.parentFrame() === null, contents: this.webContents },
        kind,
        channel,
        args,
      ),
    );
    await page.addInitScript(
      preloadScript(readFileSync(this.options.webPreferences.preload, 'utf8')),
    );
    await page.route('**/*', (route, request) => this.#route(page, route, request));
    await this.#denyPopups(page);
    this.webContents.page = page;
    return page;
  }

  /** Electron asks before a window is made; here it is made, asked about and closed. */
  async #denyPopups(page: Page): Promise<void> {
    const devtools = await this.#around.context.newCDPSession(page);
    await devtools.send('Page.enable');
    const answers: string[] = [];
    devtools.on('Page.windowOpen', ({ url }) => {
      answers.push(this.webContents.openHandler({ url }).action);
    });
    page.on('popup', (popup) => {
      if (answers.shift() !== 'allow') void popup.close();
    });
  }

  async #route(page: Page, route: Route, request: Request): Promise<void> {
    const url = request.url();
    if (this.#isStopped(page, request)) return route.abort('aborted');
    if (fromStandIn(url) === url) {
      if (this.#around.session.lets(url)) this.#around.escaped.push(url);
      return route.abort('blockedbyclient');
    }
    if (request.isNavigationRequest()) this.webContents.emit('did-start-loading');
    const response = await this.#around.protocol.respond(fromStandIn(url), request.method());
    await route.fulfill({
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: Buffer.from(await response.arrayBuffer()),
    });
  }

  /** A navigation that the page started itself must get past the app's listeners first. */
  #isStopped(page: Page, request: Request): boolean {
    if (!request.isNavigationRequest() || request.url() === this.#expected) return false;
    const isMainFrame = request.frame() === page.mainFrame();
    const event = preventable({ url: fromStandIn(request.url()), isMainFrame });
    this.webContents.emit('will-frame-navigate', event);
    if (isMainFrame) this.webContents.emit('will-navigate', event);
    return event.defaultPrevented;
  }
}
