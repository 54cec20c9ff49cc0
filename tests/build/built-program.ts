import { copyFileSync, mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { makeOwnFolder, removeFolder } from './own-folder.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
/** What the program reads beside itself. */
const BESIDE = ['dictionaries', 'migrations', 'public', 'scenarios']

/**
 * Builds the program as it is published, for tests to start: that takes a second, and each of hundreds of starts half of what the
 * sources need. Its folder lies where the packages of this checkout are found.
 */
export async function setup(): Promise<() => void> {
  const folder = makeOwnFolder(join(ROOT, 'node_modules', '.tillstream-tests'))
  mkdirSync(join(folder, 'bin'))
  for (const file of ['package.json', 'bin/tillstream.js']) copyFileSync(join(ROOT, file), join(folder, file))
  for (const name of BESIDE) symlinkSync(join(ROOT, name), join(folder, name), 'junction')
  await build({
    root: ROOT,
    configFile: join(ROOT, 'vite.program.config.ts'),
    logLevel: 'warn',
    build: { outDir: join(folder, 'dist') },
  })
  process.env.BUILT_LAUNCHER = join(folder, 'bin', 'tillstream.js')
  return () => removeFolder(folder)
}
