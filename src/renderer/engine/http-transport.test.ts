import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { EngineEvent } from '#contract/operations.ts';
import { createHttpTransport } from './http-transport.ts';

/** The browser's own class, moved by hand. */
class HandEventSource {
  static readonly CLOSED = 2;
  static opened: HandEventSource[] = [];
  readyState = 0;
  onopen: (() => void) | null = null;
  onmessage: ((message: { data: string }) => void) | null = null;
  onerror: (() => void) | null = null;
  readonly address: string;

  constructor(address: string) {
    this.address = address;
    HandEventSource.opened.push(this);
  }

  fail(readyState: number) {
    this.readyState = readyState;
    this.onerror?.();
  }
}

const latest = () => HandEventSource.opened.at(-1)!;

beforeEach(() => {
  HandEventSource.opened = [];
  vi.useFakeTimers();
  vi.stubGlobal('EventSource', HandEventSource);
  vi.stubGlobal('window', globalThis);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('events over HTTP', () => {
  it('reach every listener over one stream, until it stops listening', () => {
    const transport = createHttpTransport();
    const heard: [string, EngineEvent][] = [];
    const stop = transport.subscribe((event) => heard.push(['first', event]));
    transport.subscribe((event) => heard.push(['second', event]));
    expect(HandEventSource.opened.map(({ address }) => address)).toEqual(['/events']);

    const event = { type: 'job-gone', job: 'j1' };
    latest().onmessage?.({ data: JSON.stringify(event) });
    stop();
    latest().onmessage?.({ data: JSON.stringify(event) });
    expect(heard.map(([who]) => who)).toEqual(['first', 'second', 'second']);
    expect(heard[0]![1]).toEqual(event);
  });

  it('say once that the connection is gone, and once that it is back', () => {
    const transport = createHttpTransport();
    const said: string[] = [];
    transport.watchConnection((link) => said.push(link));
    transport.subscribe(() => {});
    latest().onopen?.();
    latest().fail(0);
    latest().fail(0);
    latest().onopen?.();
    latest().fail(HandEventSource.CLOSED);
    expect(said).toEqual(['lost', 'open', 'refused']);
  });

  it('are asked for again when the server refused for good', () => {
    createHttpTransport().subscribe(() => {});
    latest().fail(HandEventSource.CLOSED);
    expect(HandEventSource.opened).toHaveLength(1);
    vi.advanceTimersByTime(2000);
    expect(HandEventSource.opened).toHaveLength(2);
  });
});

describe('a request over HTTP', () => {
  it('is the operation and its input, and gives the reply as it is', async () => {
    const sent: [string, RequestInit][] = [];
    vi.stubGlobal('fetch', (address: string, request: RequestInit) => {
      sent.push([address, request]);
      return Promise.resolve(Response.json({ ok: true, value: { value: 'dark' } }));
    });
    const reply = await createHttpTransport().call('readState', { key: 'theme' });
    expect(reply).toEqual({ ok: true, value: { value: 'dark' } });
    expect(sent[0]![0]).toBe('/api/readState');
    expect(sent[0]![1]).toMatchObject({ method: 'POST', body: '{"key":"theme"}' });
  });

  it.each<[string, () => Promise<Response>, string]>([
    ['does not answer', () => Promise.reject(new TypeError('failed to fetch')), 'io-error'],
    ['answers with no reply', () => Promise.resolve(new Response('<html>')), 'io-error'],
    [
      'knows the session no more',
      () => Promise.resolve(new Response('{}', { status: 401 })),
      'no-permission',
    ],
  ])('to a server that %s fails with a code and what to do', async (_name, answer, code) => {
    vi.stubGlobal('fetch', answer);
    const reply = await createHttpTransport().call('listJobs', {});
    expect(reply).toMatchObject({ ok: false, error: { code, advice: expect.any(String) } });
  });
});
