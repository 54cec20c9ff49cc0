import { readdirSync, readFileSync } from 'node:fs'
import type { LawTitle } from './report.ts'

/**
 * A law as a query: every row that it returns is one check, with the columns `offender` (what the row is about), `detail`
 * (what was found there) and `holds`.
 */
export interface SqlLaw extends LawTitle {
  /** Path below `src/verify`. */
  readonly path: string
  readonly sql: string
}

/** The laws that hold row by row, and those that are an equation, whose rows are its terms. */
export type LawFolder = 'laws' | 'conservation'
const HEADER = /^-- law: (\d+)\n-- name: ([a-z]+(?:_[a-z]+)*)\n-- says: ([A-Z].*\.)\n/

/** The laws of a folder, by file name. @throws when a file does not begin with its title. */
export function readLawFiles(folder: LawFolder): readonly SqlLaw[] {
  const place = new URL(`./${folder}/`, import.meta.url)
  const files = readdirSync(place).filter((file) => file.endsWith('.sql'))
  return files.toSorted().map((file) => parseLaw(`${folder}/${file}`, readFileSync(new URL(file, place), 'utf8')))
}

/** Reads the text of a law. @throws when it does not begin with its title. */
export function parseLaw(path: string, text: string): SqlLaw {
  const [, law, name, says] = HEADER.exec(text) ?? []
  if (law === undefined || name === undefined || says === undefined) {
    throw new Error(
      `${path} does not begin with the lines "-- law: NUMBER", "-- name: snake_case", "-- says: Sentence."`,
    )
  }
  return { law: Number(law), name, says, path, sql: text }
}
