import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The page for the browser shell; electron-vite builds the same sources for the desktop. */
export default defineConfig({
  root: 'src/ui',
  base: './',
  plugins: [react()],
  build: {
    outDir: '../../out/ui',
    emptyOutDir: true,
    target: 'es2023',
    // Everything is served from this machine: compressing each chunk to print its size only costs start time.
    reportCompressedSize: false,
    chunkSizeWarningLimit: 900,
  },
});
