import { expect, test } from 'vitest'
import { factBlePings } from '../../projections/fact-ble-pings.ts'
import { tableWriter } from '../../src/projection/table-writer.ts'
import { sample } from './sample-events.ts'

const ping = sample('ble_ping_detected')

function written(data: object = ping.data) {
  const writer = tableWriter(factBlePings)
  writer.begin(ping)
  writer.changes.insert(data)
  return writer
}

test('taking the rows empties the writer', () => {
  const writer = written()
  const once = writer.take()
  expect(once).toMatchObject({
    table: 'fact_ble_pings',
    rows: 1,
    columns: factBlePings.columns.map(({ name }) => name),
  })
  expect({ rows: writer.rows, bytes: writer.bytes }).toEqual({ rows: 0, bytes: 0 })
  expect(writer.take().rows).toBe(0)
})

test('rows of many chunks are all there', () => {
  const writer = written()
  const { bytes } = writer
  for (let row = 1; row < 5000; row++) writer.changes.insert(ping.data)
  const taken = writer.take()
  expect(taken.rows).toBe(5000)
  expect(taken.bytes).toBe(5000 * bytes)
  expect(taken.chunks.reduce((sum, { length }) => sum + length, 0)).toBe(5000 * bytes + 19 + 2)
})

test('a value that its column cannot hold is refused with column, value and event', () => {
  expect(() => written({ ...ping.data, store_id: 1.5 })).toThrow(
    /^fact_ble_pings\.store_id \(int4\) would be 1\.5, but takes an integer of 32 bits \(event [0-9a-f-]{36}, ble_ping_detected\)$/,
  )
  expect(() => written({ ...ping.data, zone: undefined })).toThrow(
    /^fact_ble_pings\.zone \(text\) would be undefined, but/,
  )
})
