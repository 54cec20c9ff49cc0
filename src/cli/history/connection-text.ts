import type { Database } from '../../database/connect.ts'

/**
 * How others connect: the role that can only read, and the owner of an embedded server. Holds passwords: only where the user
 * asked for it. The owner of an external server is who named it, and its password stays where it was given.
 */
export interface Connections {
  readonly reader: { readonly url: string; readonly psql: string } | null
  readonly owner: { readonly url: string; readonly psql: string } | null
}

/** The connections to a database. */
export function connectionsOf({
  url,
  readerUrl,
  embedded,
}: Pick<Database, 'url' | 'readerUrl' | 'embedded'>): Connections {
  return {
    reader: readerUrl === undefined ? null : connection(readerUrl),
    owner: embedded ? connection(url) : null,
  }
}

function connection(url: string): { url: string; psql: string } {
  return { url, psql: psqlLine(url) }
}

/** A command line to paste. The password goes through the environment, because everybody sees the arguments of a process. */
export function psqlLine(url: string, platform: NodeJS.Platform = process.platform): string {
  const { open, password } = withoutPassword(url)
  if (password === '') return `psql "${open}"`
  if (platform === 'win32') return `set "PGPASSWORD=${password}" && psql "${open}"`
  return `PGPASSWORD=${quoted(password)} psql ${quoted(open)}`
}

/** A connection string without its password, and the password, which is empty where there is none. */
export function withoutPassword(url: string): { readonly open: string; readonly password: string } {
  const address = new URL(url)
  const parameters = address.search.slice(1).split('&')
  // One in the query wins over the one beside the user, for psql and for Node's driver.
  const inQuery = parameters.findLast((text) => text.startsWith('password='))?.slice('password='.length)
  const password = decodeURIComponent(inQuery ?? address.password)
  address.password = ''
  address.search = parameters.filter((text) => !text.startsWith('password=')).join('&')
  return { open: address.href, password }
}

function quoted(text: string): string {
  return /^[\w.:/@-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`
}
