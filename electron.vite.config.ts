import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const cli = 'src/main/faces/cli';

/**
 * Node needs most of a millisecond for every file it loads, so `strata list` loads five, not thirty. The parsers
 * of the contract stay out: they bring zod, which the command line does not need.
 */
const fewFiles = [
  {
    name: 'contract',
    test: /src\/(contract\/(?!parsers)|main\/store\/files\/file-failure)/,
    priority: 4,
  },
  // What a decoding thread runs, and nothing else: it starts while the user waits.
  {
    name: 'bundle-reader',
    test: /src\/main\/(formats\/(bundle|messagepack|zstd)\/|operations\/decode-file\.ts)/,
    priority: 3,
  },
  {
    name: 'command-line',
    test: new RegExp(`${cli}/(output/|(?!main|open-)[a-z-]+\\.ts)`),
    priority: 2,
  },
  { name: 'list', test: new RegExp(`${cli}/commands/list-command\\.ts`), priority: 1 },
];

/** Every entry lies in one folder, so that a worker is found beside the code that starts it. */
export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      rollupOptions: {
        input: {
          index: 'src/main/index.ts',
          cli: 'src/main/faces/cli/main.ts',
          'engine-worker': 'src/main/faces/worker/engine-worker.ts',
          'decode-worker': 'src/main/operations/decode-worker.ts',
          'sql-worker': 'src/main/operations/sql/sql-worker.ts',
          'batch-worker': 'src/main/operations/batch-worker.ts',
          'check-worker': 'src/main/operations/check-worker.ts',
          'restore-worker': 'src/main/operations/restore-worker.ts',
        },
        output: {
          format: 'es',
          entryFileNames: '[name].mjs',
          chunkFileNames: '[name]-[hash].mjs',
          codeSplitting: { groups: fewFiles },
        },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      rollupOptions: {
        input: { index: 'src/preload/index.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react()],
    build: {
      outDir: 'out/renderer',
      rollupOptions: { input: { index: 'src/renderer/index.html' } },
    },
  },
});
