import { defineConfig } from 'vitest/config';

// The server's content security policy allows files of its own origin only: nothing may be inlined
// into the page or into a style sheet, and no polyfill may add a script of its own.
export default defineConfig({
  base: '/',
  build: {
    outDir: process.env['GRATICULE_WEB_OUT'] ?? '../../../target/classes/web',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2023',
    sourcemap: false,
    // What the bundle is made of and under which terms, for NOTICE and for whoever asks.
    license: { fileName: 'licenses.json' },
    chunkSizeWarningLimit: 900,
  },
  server: {
    host: '127.0.0.1',
    proxy: { '/api': process.env['GRATICULE_SERVER'] ?? 'http://127.0.0.1:8080' },
  },
  test: {
    include: ['test/**/*.test.ts', 'src/**/*.test.ts'],
    environment: 'node',
  },
});
