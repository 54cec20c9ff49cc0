import { readdirSync, readFileSync } from 'node:fs'
import { defineConfig, type Plugin } from 'vite'

/** What is started by itself: the program, its threads, and what an image is prepared with. */
const ENTRIES = [
  'src/main.ts',
  'src/workers/share-worker.ts',
  'src/cli/serve/feed-worker.ts',
  'src/cli/serve/stories/stories-worker.ts',
  'src/database/postgres-binaries.ts',
]

/** Packages of hundreds of small files that every command needs: what is used of them is built in, which is faster to load. */
const BUILT_IN = ['rxjs', 'zod']

/** Laws are read as they are, from beside the program. */
const laws: Plugin = {
  name: 'laws',
  generateBundle() {
    for (const folder of ['laws', 'conservation']) {
      for (const file of readdirSync(`src/verify/${folder}`)) {
        const source = readFileSync(`src/verify/${folder}/${file}`)
        this.emitFile({ type: 'asset', fileName: `${folder}/${file}`, source })
      }
    }
  },
}

/** Builds the program into `dist`: few files, which start in a fraction of the time that the sources need. */
export default defineConfig({
  publicDir: false,
  ssr: { noExternal: BUILT_IN },
  plugins: [laws],
  build: {
    ssr: true,
    outDir: 'dist',
    emptyOutDir: true,
    license: { fileName: 'licenses.md' },
    target: 'node24',
    rolldownOptions: { input: ENTRIES, output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' } },
  },
})
