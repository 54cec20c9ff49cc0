import { createRequire } from 'node:module'
import type * as Rhea from 'rhea'

/** The library exports one object, whose names a module cannot import. */
export const rhea = createRequire(import.meta.url)('rhea') as typeof Rhea
