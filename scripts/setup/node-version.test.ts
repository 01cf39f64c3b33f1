import { describe, expect, it } from 'vitest';
// @ts-expect-error: plain JavaScript, so that it runs on a Node that is too old
import { isNodeRecent } from '../../bin/node-version.mjs';

describe('a Node that can run Strata', () => {
  it.each(['22.15.0', '22.23.1', '23.8.0', '24.0.0', '26.10.0'])('is %s', (version) => {
    expect(isNodeRecent(version)).toBe(true);
  });

  it.each(['18.20.4', '20.20.2', '22.14.0', '23.7.0'])('is not %s', (version) => {
    expect(isNodeRecent(version)).toBe(false);
  });
});
