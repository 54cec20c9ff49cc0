import { expect, test } from 'vitest'
import { projection } from '../../src/projection/projection.ts'
import { sample } from './sample-events.ts'

const visits = projection('fact_visits', {
  key: ['trace_id'],
  links: ['session_id', 'parent_event_id'],
  columns: { store_id: 'int4', customer_id: 'int4?', zones: 'text[]' },
  on: { customer_left: ({ data }, { insert }) => insert(data) },
})

test('columns are those of every fact, then the links, then its own', () => {
  expect(visits.columns).toEqual([
    { name: 'event_ts', type: 'timestamptz', nullable: false },
    { name: 'event_date', type: 'date', nullable: false },
    { name: 'trace_id', type: 'uuid', nullable: false },
    { name: 'session_id', type: 'uuid', nullable: false },
    { name: 'parent_event_id', type: 'uuid', nullable: true },
    { name: 'store_id', type: 'int4', nullable: false },
    { name: 'customer_id', type: 'int4', nullable: true },
    { name: 'zones', type: 'text[]', nullable: false },
  ])
})

test('a handler gets the events of its type only', () => {
  const rows: object[] = []
  for (const event of [sample('customer_left'), sample('customer_entered')]) {
    visits.on.get(event.type)?.(event, { insert: (row) => rows.push(row), update: () => undefined })
  }
  expect(rows).toEqual([sample('customer_left').data])
})

test('mistakes do not compile', () => {
  const columns = { store_id: 'int4' } as const
  // @ts-expect-error the key is no column
  projection('fact_a', { key: ['shop_id'], columns, on: {} })
  // @ts-expect-error no such SQL type
  projection('fact_b', { key: ['trace_id'], columns: { store_id: 'integer' }, on: {} })
  // @ts-expect-error no such event
  projection('fact_c', { key: ['trace_id'], columns, on: { store_burnt: () => undefined } })
  // @ts-expect-error a stockout may be in a DC and then has no store
  projection('fact_d', { key: ['trace_id'], columns, on: { stockout_detected: ({ data }, t) => t.insert(data) } })
  // @ts-expect-error the event has no such field
  projection('fact_e', { key: ['trace_id'], columns, on: { dc_day_ended: ({ data }, t) => t.insert(data) } })
  // @ts-expect-error a column is missing
  projection('fact_f', { key: ['trace_id'], columns, on: { store_opened: (_, { insert }) => insert({}) } })
  expect.assertions(0)
})
