import type { Database } from '../../database/connect.ts'

/** How others connect: the role that can only read, and the owner. Holds passwords: only where the user asked for it. */
export interface Connections {
  readonly reader: { readonly url: string; readonly psql: string } | null
  readonly owner: { readonly url: string; readonly psql: string }
}

/** The connections to a database. */
export function connectionsOf({ url, readerUrl }: Pick<Database, 'url' | 'readerUrl'>): Connections {
  return { reader: readerUrl === undefined ? null : connection(readerUrl), owner: connection(url) }
}

function connection(url: string): { url: string; psql: string } {
  return { url, psql: psqlLine(url) }
}

/** A command line to paste. The password goes through the environment, because everybody sees the arguments of a process. */
export function psqlLine(url: string, platform: NodeJS.Platform = process.platform): string {
  const open = new URL(url)
  const password = decodeURIComponent(open.password)
  open.password = ''
  if (password === '') return `psql "${open.href}"`
  if (platform === 'win32') return `set "PGPASSWORD=${password}" && psql "${open.href}"`
  return `PGPASSWORD=${quoted(password)} psql ${quoted(open.href)}`
}

function quoted(text: string): string {
  return /^[\w.:/@-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`
}
