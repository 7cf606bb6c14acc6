import { globSync } from 'node:fs';
import path from 'node:path';
import { defineConfig } from 'electron-vite';

/** Each worker of the core is started by its file's name from beside the bundle, so each is an entry of its own. */
const workers = globSync('src/core/**/*-worker.ts', { exclude: ['**/testing/**'] }).map((file) => [
  path.basename(file, '.ts'),
  file,
]);

/**
 * Builds the desktop shell's own scripts. The page is the one that `vite build` puts into out/ui: both shells show the
 * same files.
 */
export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      target: 'node24',
      minify: false,
      sourcemap: true,
      rolldownOptions: {
        input: { main: 'electron/main/main.ts', ...Object.fromEntries(workers) },
        // All in one folder: code finds its worker beside itself, whichever chunk it ended up in.
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      // A sandboxed window loads CommonJS only, and nothing from node_modules.
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: 'electron/preload/preload.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
});
