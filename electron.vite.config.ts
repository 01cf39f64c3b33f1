import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

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
          'batch-worker': 'src/main/operations/batch-worker.ts',
        },
        output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
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
