import { expect, test } from 'vitest'
import { CONTRACT_TYPES, publishedTypes } from '../../../src/publishing/wire/published-types.ts'
import { eventDefinitions } from '../../../src/retail/events.ts'

const KNOWN = [...eventDefinitions.keys()]

test('the contract has 18 types, and all of them happen', () => {
  expect(new Set(CONTRACT_TYPES).size).toBe(18)
  expect(CONTRACT_TYPES.filter((type) => !KNOWN.includes(type))).toEqual([])
})

test.each<[readonly string[], readonly string[]]>([
  [[], CONTRACT_TYPES],
  [['+customer_left'], [...CONTRACT_TYPES, 'customer_left']],
  [['-ble_ping_detected'], CONTRACT_TYPES.filter((type) => type !== 'ble_ping_detected')],
  [['-all', '+receipt_created'], ['receipt_created']],
  [['+all'], KNOWN],
  [['+receipt_created'], CONTRACT_TYPES],
])('with the changes %j so many are published', (changes, types) => {
  expect([...publishedTypes(changes, KNOWN)].toSorted()).toEqual([...types].toSorted())
})

test('a type that there is not is refused with those that there are', () => {
  expect(() => publishedTypes(['+recipt_created'], KNOWN)).toThrow(
    /^stream\.event_types: got "\+recipt_created", allowed: \+ or - before all or one of stock_opened, .*price_changed$/,
  )
})

test('taking everything away is refused', () => {
  expect(() => publishedTypes(['-all'], KNOWN)).toThrow('stream.event_types: takes every event type away')
})
