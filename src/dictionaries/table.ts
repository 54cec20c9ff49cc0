import { z } from 'zod'
import type { Cell } from './cells.ts'

/** A dictionary file: its columns with their rules, and what one of its rows becomes. */
export interface Table<Entry = unknown> {
  readonly file: string
  readonly columns: readonly string[]
  readonly row: z.ZodType<Entry, Record<string, string>>
}

/** An entry and the line where it stands. */
export interface Row<Entry> {
  readonly line: number
  readonly entry: Entry
}

/** Describes a dictionary file; `cells` are in the order in which the file is shown. */
export function defineTable<Shape extends Record<string, Cell>, Entry>(
  file: string,
  cells: Shape,
  entry: (row: { [Column in keyof Shape]: z.output<Shape[Column]> }) => Entry,
): Table<Entry> {
  const row = z.object(cells).transform((value) => entry(value as Parameters<typeof entry>[0]))
  return { file, columns: Object.keys(cells), row: row as unknown as Table<Entry>['row'] }
}
