import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PACKAGE_ROOT } from '../package-root.ts'

/** One step of the schema: `NNNN_name.sql`. */
export interface Migration {
  readonly number: number
  readonly name: string
  readonly sql: string
  /** SHA-256 of the text with Unix line ends, hexadecimal. */
  readonly checksum: string
}

/** The program's migrations in order. @throws when a file is not named `NNNN_name.sql`, or two have one number. */
export function readMigrations(folder: string = join(PACKAGE_ROOT, 'migrations')): readonly Migration[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.sql'))
  const migrations = files.toSorted().map((file) => readMigration(folder, file))
  for (const [i, { number, name }] of migrations.entries()) {
    const before = migrations[i - 1]
    if (before?.number === number) throw new Error(`${folder}: ${before.name} and ${name} have the same number`)
  }
  return migrations
}

function readMigration(folder: string, file: string): Migration {
  const [, number] = /^(\d{4})_[a-z0-9_-]+\.sql$/.exec(file) ?? []
  if (number === undefined) throw new Error(`${join(folder, file)}: a migration is named NNNN_name.sql`)
  // A checkout on Windows may change line ends, and that changes nothing.
  const sql = readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n')
  return {
    number: Number(number),
    name: file.slice(0, -'.sql'.length),
    sql,
    checksum: createHash('sha256').update(sql).digest('hex'),
  }
}
