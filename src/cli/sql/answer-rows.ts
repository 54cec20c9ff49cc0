import { types } from 'pg'
import type { Answer } from './reader.ts'

const NUMERIC = 1700
const INT8 = 20
/** Date, time without zone: they have no instant, so their text is all there is to say. */
const TEXTS: ReadonlySet<number> = new Set([1082, 1083, 1114, 1186])

/** Values as JSON has them: numbers where they keep their value, instants in ISO 8601, JSON as it is. */
export const FOR_JSON: typeof types = {
  ...types,
  getTypeParser: ((oid: number, format?: 'text') => {
    if (oid === NUMERIC || oid === INT8) return numberOrText
    return TEXTS.has(oid) ? String : types.getTypeParser(oid, format)
  }) as typeof types.getTypeParser,
}

function numberOrText(text: string): number | string {
  const value = Number(text)
  if (!Number.isFinite(value)) return text
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? text : value
}

/** Rows as objects; a name that comes again gets a number, so that no column is lost. */
export function answerRows({ columns, rows }: Answer): readonly Readonly<Record<string, unknown>>[] {
  const names: string[] = []
  for (const { name } of columns) names.push(freeName(name, names))
  return rows.map((row) => Object.fromEntries(names.map((name, place) => [name, row[place]])))
}

function freeName(name: string, taken: readonly string[]): string {
  if (!taken.includes(name)) return name
  let number = 2
  while (taken.includes(`${name}_${number}`)) number++
  return `${name}_${number}`
}
