import { describe, expect, it } from 'vitest';
import { isPageAddress } from './page-origin.ts';
import { requireOwnPage } from './require-own-page.ts';

const strangers = [
  '',
  'about:blank',
  'app:',
  'app://',
  'app:bundle/index.html',
  'app://bundle.example.com/index.html',
  'app://example.com/bundle/',
  'app://bundle:1/index.html',
  'app://bundle@example.com/',
  'http://bundle/index.html',
  'https://example.com/app://bundle/',
  'file:///app/bundle/index.html',
  'data:text/html,app://bundle/',
  'javascript:0//app://bundle/',
];

describe('an address of the page', () => {
  it('is one of app://bundle, however deep', () => {
    expect(isPageAddress('app://bundle/index.html')).toBe(true);
    expect(isPageAddress('app://bundle/assets/a.js?x#y')).toBe(true);
  });

  it.each(strangers)('is not %j', (address) => {
    expect(isPageAddress(address)).toBe(false);
  });
});

describe('a sender over IPC', () => {
  it('is heard as the top frame of our page', () => {
    expect(() =>
      requireOwnPage(from({ url: 'app://bundle/index.html', parent: null })),
    ).not.toThrow();
  });

  it('is refused when its frame is gone', () => {
    expect(() => requireOwnPage(from(null))).toThrow(/gone/);
  });

  it('is refused as a frame inside our page', () => {
    const frame = { url: 'app://bundle/index.html', parent: {} };
    expect(() => requireOwnPage(from(frame))).toThrow(/top frame/);
  });

  it.each(strangers)('is refused from %j', (url) => {
    expect(() => requireOwnPage(from({ url, parent: null }))).toThrow(/not our page/);
  });
});

function from(senderFrame: object | null): Parameters<typeof requireOwnPage>[0] {
  return { senderFrame } as Parameters<typeof requireOwnPage>[0];
}
