import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
// @ts-expect-error: plain JavaScript, so that it runs before anything is installed
import { failedLately, forgetFailure, rememberFailure } from './machine-notes.mjs';

const noon = Date.UTC(2026, 0, 1, 12);
const hour = 3_600_000;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'strata-notes-'));
  process.env.STRATA_CACHE_FOLDER = join(folder, 'cache');
});
afterEach(() => {
  delete process.env.STRATA_CACHE_FOLDER;
  rmSync(folder, { recursive: true });
});

describe('a failure on this machine', () => {
  it('is remembered for a day, so that the next start does not wait again', () => {
    expect(failedLately('electron', noon)).toBe(false);
    rememberFailure('electron', noon);

    expect(failedLately('electron', noon + 23 * hour)).toBe(true);
    expect(failedLately('electron', noon + 25 * hour)).toBe(false);
    expect(failedLately('something else', noon)).toBe(false);
  });

  it('is forgotten when it works after all', () => {
    rememberFailure('electron', noon);
    forgetFailure('electron');
    expect(failedLately('electron', noon)).toBe(false);
  });

  it('does not count when the clock says that it lies ahead', () => {
    rememberFailure('electron', noon + hour);
    expect(failedLately('electron', noon)).toBe(false);
  });

  it('stops nothing where no note can be kept', () => {
    writeFileSync(join(folder, 'cache'), 'a file in the way');
    expect(() => rememberFailure('electron', noon)).not.toThrow();
    expect(failedLately('electron', noon)).toBe(false);
  });
});
