import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The nearest folder at or above `start` that has a package.json. */
function rootAbove(start: string): string {
  const parent = dirname(start)
  if (existsSync(join(start, 'package.json'))) return start
  if (parent === start) throw new Error(`no package.json at or above ${import.meta.dirname}`)
  return rootAbove(parent)
}

/** Absolute path of this package, whether it runs from its sources or as it was built. */
export const PACKAGE_ROOT = rootAbove(import.meta.dirname)
