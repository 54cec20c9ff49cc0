import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The nearest folder at or above `start` that has a package.json, so that sources and compiled files agree. */
function packageRoot(start: string): string {
  const parent = dirname(start)
  if (existsSync(join(start, 'package.json'))) return start
  if (parent === start) throw new Error(`no package.json at or above ${fileURLToPath(import.meta.url)}`)
  return packageRoot(parent)
}

/** Absolute path of the dictionaries that come with the package. */
export const DICTIONARY_FOLDER: string = join(packageRoot(dirname(fileURLToPath(import.meta.url))), 'dictionaries')
