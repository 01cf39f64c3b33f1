import { fromStandIn } from './page-address.ts';

type Listener = (event: unknown, ...args: unknown[]) => unknown;

/** The frame that a message came from, as far as a handler may look at it. */
export interface Sender {
  url: string;
  isTop: boolean;
  contents: object;
}

/** Electron's `ipcMain`. Everything is cloned on the way, as between two processes. */
export class FakeIpcMain {
  readonly #handlers = new Map<string, Listener>();
  readonly #listeners = new Map<string, Listener>();

  handle(channel: string, listener: Listener): void {
    if (this.#handlers.has(channel)) throw new Error(`a second handler for ${channel}`);
    this.#handlers.set(channel, listener);
  }

  on(channel: string, listener: Listener): void {
    this.#listeners.set(channel, listener);
  }

  get channels(): string[] {
    return [...this.#handlers.keys(), ...this.#listeners.keys()];
  }

  async receive(
    sender: Sender | null,
    kind: 'invoke' | 'send',
    channel: string,
    args: unknown[],
  ): Promise<unknown> {
    const listener = (kind === 'invoke' ? this.#handlers : this.#listeners).get(channel);
    if (listener === undefined) throw new Error(`No handler registered for '${channel}'`);
    const event = {
      sender: sender?.contents,
      senderFrame: sender && {
        url: fromStandIn(sender.url),
        parent: sender.isTop ? null : {},
      },
    };
    return structuredClone(await listener(event, ...structuredClone(args)));
  }
}
