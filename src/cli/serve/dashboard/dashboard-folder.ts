import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { PACKAGE_ROOT } from '../../../package-root.ts'

/** The folder of the built dashboard; undefined when it was not built. */
export function dashboardFolder(): string | undefined {
  const folder = join(PACKAGE_ROOT, 'public')
  return existsSync(join(folder, 'index.html')) ? folder : undefined
}
