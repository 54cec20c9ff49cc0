import { writeInt4Array, writeTextArray } from './copy-arrays.ts'
import {
  type BinaryWriter,
  writeBool,
  writeDate,
  writeFloat4,
  writeFloat8,
  writeInt2,
  writeInt4,
  writeInt8,
  writeTimestamp,
} from './copy-scalars.ts'
import { writeJson, writeText, writeUuid } from './copy-texts.ts'

/**
 * Postgres types that rows can be loaded as, and what a row holds for each; null is allowed for all.
 * int2, int4: integer. int8: safe integer or bigint. float4, float8: number. bool: boolean. text: string. uuid: EventId or text.
 * timestamptz: milliseconds since the Unix epoch. date: `YYYY-MM-DD`, or days since the Unix epoch. jsonb: a JSON value.
 */
export const COLUMN_TYPES = {
  int2: { write: writeInt2, maxBytes: 2 },
  int4: { write: writeInt4, maxBytes: 4 },
  int8: { write: writeInt8, maxBytes: 8 },
  float4: { write: writeFloat4, maxBytes: 4 },
  float8: { write: writeFloat8, maxBytes: 8 },
  bool: { write: writeBool, maxBytes: 1 },
  uuid: { write: writeUuid, maxBytes: 16 },
  timestamptz: { write: writeTimestamp, maxBytes: 8 },
  date: { write: writeDate, maxBytes: 4 },
  text: { write: writeText, maxBytes: 0 },
  jsonb: { write: writeJson, maxBytes: 0 },
  'int4[]': { write: writeInt4Array, maxBytes: 0 },
  'text[]': { write: writeTextArray, maxBytes: 0 },
} as const satisfies Record<string, { readonly write: BinaryWriter; readonly maxBytes: number }>

export type ColumnType = keyof typeof COLUMN_TYPES
