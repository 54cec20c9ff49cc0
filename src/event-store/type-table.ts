import type { DatabaseSync } from 'node:sqlite'
import type { TypeCodes } from './packed-row.ts'

const MAX_TYPES = 65_536

/** The event types of a log, kept in memory; new ones are saved by the next transaction. */
export interface TypeTable extends TypeCodes {
  /** Every name by its code; these are added when they are missing. */
  including(types: readonly string[]): readonly string[]
  /** Writes the types that the file does not have yet; call inside the transaction. */
  save(): void
  /** The transaction ended well: what was saved is there. */
  saved(): void
  /** Reads the file again, after a rollback or when another process wrote; what it does not have yet stays. */
  reload(): void
}

/** Loads the types of a log. */
export function openTypeTable(database: DatabaseSync): TypeTable {
  const all = database.prepare('SELECT code, name FROM types ORDER BY code')
  const insert = database.prepare('INSERT INTO types (code, name) VALUES (?, ?)')
  const known = knownTypes(() => all.all().map((row) => String(row.name)))
  return {
    ...known,
    save() {
      for (const [code, name] of known.unsaved()) insert.run(code, name)
    },
  }
}

/** Types in memory; `read` gives those in the file. */
function knownTypes(read: () => string[]) {
  let names: string[] = []
  let codes = new Map<string, number>()
  let inFile = 0
  /** How many names others rely on. */
  let promised = 0
  const reload = () => {
    const saved = read()
    inFile = saved.length
    if (saved.every((name, code) => name === (names[code] ?? name))) names.push(...saved.slice(names.length))
    else if (promised === 0) names = saved
    else throw new Error('another process gave event types other codes: only one can write to a log')
    codes = new Map(names.map((name, code) => [name, code]))
  }
  const codeOf = (type: string) => codes.get(type) ?? add(type, names, codes)
  reload()
  return {
    reload,
    codeOf,
    nameOf(code: number): string {
      if (code >= names.length) reload()
      if (code >= names.length) throw new RangeError(`event type ${code} is not in the log`)
      return names[code]
    },
    including(types: readonly string[]): readonly string[] {
      for (const type of types) codeOf(type)
      promised = names.length
      return [...names]
    },
    unsaved: () => [...names.entries()].slice(inFile),
    saved() {
      inFile = names.length
    },
  }
}

function add(type: string, names: string[], codes: Map<string, number>): number {
  if (type === '' || !type.isWellFormed() || type.includes('\0')) throw new RangeError(`event type "${type}"`)
  if (names.length === MAX_TYPES) throw new RangeError(`event type "${type}" (a log holds at most ${MAX_TYPES} types)`)
  codes.set(type, names.length)
  return names.push(type) - 1
}
