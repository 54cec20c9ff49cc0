import { defineConfig } from 'vite'

/** Builds the dashboard into the folder that the server shows. */
export default defineConfig({
  root: 'src/dashboard',
  base: './',
  build: {
    outDir: '../../public',
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    license: { fileName: 'licenses.md' },
  },
})
