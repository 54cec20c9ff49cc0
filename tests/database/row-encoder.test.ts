import { describe, expect, test } from 'vitest'
import type { ColumnType } from '../../src/database/column-types.ts'
import { rowEncoder } from '../../src/database/row-encoder.ts'

describe('what does not fit is refused, naming table, column and value', () => {
  test.each<[ColumnType, unknown, string]>([
    ['int2', 32768, '32768, but takes an integer from -32768 to 32767'],
    ['int4', 1.5, '1.5, but takes an integer of 32 bits'],
    ['int4', undefined, 'undefined, but takes an integer of 32 bits'],
    ['int4', '7', '"7", but takes an integer of 32 bits'],
    ['int8', 2 ** 53, '9007199254740992, but takes a safe integer'],
    ['int8', 2n ** 63n, '9223372036854775808n, but takes a safe integer, or a bigint of 64 bits'],
    ['float8', '1', '"1", but takes a number'],
    ['bool', 1, '1, but takes true or false'],
    ['text', 7, '7, but takes a text'],
    ['text', 'a\0b', '"a\\u0000b", but takes a text without U+0000'],
    ['text', 'half \ud800', '"half \\ud800", but takes a text without U+0000'],
    ['uuid', 'not-a-uuid', '"not-a-uuid", but takes the text of a UUID'],
    ['uuid', '0190a5c3-5b00-7abc-8def-0123456789xy', 'but takes the text of a UUID'],
    ['uuid', 7, '7, but takes an event id'],
    ['timestamptz', 0.5, '0.5, but takes whole milliseconds'],
    ['timestamptz', Number.NaN, 'NaN, but takes whole milliseconds'],
    ['date', '2023-02-29', '"2023-02-29", but takes a date'],
    ['date', '2024-1-1', '"2024-1-1", but takes a date'],
    ['int4[]', [1, 'x'], "[ 1, 'x' ], but takes an array of integers"],
    ['text[]', ['a', null], "[ 'a', null ], but takes an array of texts"],
    ['jsonb', { a: '\0' }, "{ a: '\\x00' }, but takes a JSON value"],
    ['jsonb', { a: 1n }, '{ a: 1n }, but takes a JSON value'],
    ['jsonb', undefined, 'undefined, but takes a JSON value'],
  ])('%s: %s', (type, value, message) => {
    const encoder = rowEncoder({ fine: 'float8', bad: type }, 'fact_things')
    expect(() => encoder.add({ fine: 1.5, bad: value })).toThrow(`fact_things.bad (${type}) is `)
    expect(() => encoder.add({ fine: 1.5, bad: value })).toThrow(message)
  })
})
