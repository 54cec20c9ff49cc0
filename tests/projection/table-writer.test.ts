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
  expect(once).toMatchObject({ table: 'fact_ble_pings', rows: 1 })
  expect(writer.isEmpty).toBe(true)
  expect(writer.take()).toMatchObject({ rows: 0, data: new Uint8Array(0) })
})

test('rows of many chunks are all there', () => {
  const writer = written()
  const row = written().take().data
  for (let row = 1; row < 5000; row++) writer.changes.insert(ping.data)
  const taken = writer.take()
  expect(taken.rows).toBe(5000)
  expect(Buffer.from(taken.data).equals(Buffer.concat(Array.from({ length: 5000 }, () => row)))).toBe(true)
})

test('a value that its column cannot hold is refused with column, value and event', () => {
  expect(() => written({ ...ping.data, store_id: 1.5 })).toThrow(
    /^fact_ble_pings\.store_id \(int4\) would be 1\.5, but takes an integer of 32 bits \(event [0-9a-f-]{36}, ble_ping_detected\)$/,
  )
  expect(() => written({ ...ping.data, zone: undefined })).toThrow(
    /^fact_ble_pings\.zone \(text\) would be undefined, but/,
  )
})
