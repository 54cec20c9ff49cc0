import { join } from 'node:path'
import { PACKAGE_ROOT } from '../package-root.ts'

/** Absolute path of the dictionaries that come with the package. */
export const DICTIONARY_FOLDER: string = join(PACKAGE_ROOT, 'dictionaries')
