import type { z } from 'zod'
import type { Cell } from './cells.ts'

/** A dictionary file: its columns with their rules, and what the values of one of its rows become. */
export interface Table<Entry = unknown> {
  readonly file: string
  readonly columns: readonly string[]
  readonly cells: Readonly<Record<string, Cell>>
  readonly entry: (row: Readonly<Record<string, unknown>>) => Entry
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
  return { file, columns: Object.keys(cells), cells, entry: entry as Table<Entry>['entry'] }
}
