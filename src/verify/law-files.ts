import { readdirSync, readFileSync } from 'node:fs'
import type { LawTitle } from './report.ts'

/**
 * A law as a query: every row that it returns is one check, with the columns `offender` (what the row is about), `detail`
 * (what was found there) and `holds`.
 */
export interface SqlLaw extends LawTitle {
  readonly file: string
  readonly sql: string
}

const FOLDER = new URL('./laws/', import.meta.url)
const HEADER = /^-- law: (\d+)\n-- name: ([a-z]+(?:_[a-z]+)*)\n-- says: ([A-Z].*\.)\n/

/** The laws of `laws/`, by file name. @throws when a file does not begin with its title. */
export function readLawFiles(): readonly SqlLaw[] {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.sql'))
  return files.toSorted().map((file) => parseLaw(file, readFileSync(new URL(file, FOLDER), 'utf8')))
}

/** Reads the text of a law. @throws when it does not begin with its title. */
export function parseLaw(file: string, text: string): SqlLaw {
  const [, law, name, says] = HEADER.exec(text) ?? []
  if (law === undefined || name === undefined || says === undefined) {
    throw new Error(
      `${file} does not begin with the lines "-- law: NUMBER", "-- name: snake_case", "-- says: Sentence."`,
    )
  }
  return { law: Number(law), name, says, file, sql: text }
}
