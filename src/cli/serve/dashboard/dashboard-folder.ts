import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The folder of the built dashboard, as seen from the sources and from the compiled files; undefined when it was not built. */
export function dashboardFolder(): string | undefined {
  const folders = ['../../../../public/', '../../../../../public/'].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  )
  return folders.find((folder) => existsSync(`${folder}index.html`))
}
