import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/**
 * Threads and programs that tests start load the sources as they are. With what was stripped and compiled
 * once, that takes half the time.
 */
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, 'node_modules/.strata/compile-cache');

/** `long` suites read ../shared or take minutes: `npm run test:long`. */
const isLong = process.env.STRATA_TESTS === 'long';

export default defineConfig({
  plugins: [react()],
  test: {
    include: isLong
      ? ['src/**/*.long.test.ts', 'interop/**/*.test.ts']
      : ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts'],
    exclude: isLong ? ['**/node_modules/**'] : ['**/node_modules/**', 'src/**/*.long.test.ts'],
    testTimeout: isLong ? 1_800_000 : 240_000,
    hookTimeout: 240_000,
    // Style sheets are left out of tests, but for the one that measures the contrast of the colours.
    css: { include: [/tokens\.css/] },
    pool: 'forks',
    maxWorkers: 2,
  },
});
