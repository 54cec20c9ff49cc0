import { expect, test } from 'vitest'
import { disruptionOf, severityOf } from '../../../src/retail/disruptions/active.ts'
import { type DisruptionStarted, disruptionEnded, disruptionStarted } from '../../../src/retail/disruptions/events.ts'
import { given } from '../given.ts'
import { tinyCompany } from '../tiny.ts'

const company = tinyCompany({ stores: [{}, {}] })

type Told = Partial<DisruptionStarted['data']>

const STORM = {
  disruption_id: 'X1-20240304-1',
  type: 'weather_delay',
  dc_id: 1,
  target_type: 'DC',
  target_id: 1,
  severity: 0.4,
  effect: 'Trips are slow',
  cause: 'chance',
} as const

function started(told: Told = {}) {
  return disruptionStarted({ ...STORM, expected_end: '2024-03-05T00:00:00.000Z', ...told }, null)
}

function ended(told: Told = {}) {
  return disruptionEnded({ ...STORM, started_at: '2024-03-04T00:00:00.000Z', ...told }, null)
}

test('a disruption of a region concerns all that is there, from its start to its end', () => {
  const { world } = given(company, started())
  expect(severityOf(world, 'weather_delay', { dcId: 1 })).toBe(0.4)
  expect(severityOf(world, 'weather_delay', { dcId: 1, storeId: 2, truckId: 3, supplierId: 4 })).toBe(0.4)
  expect(severityOf(world, 'dc_outage', { dcId: 1 })).toBe(0)
  expect(severityOf(given(company, started(), ended()).world, 'weather_delay', { dcId: 1 })).toBe(0)
})

test.each([
  ['STORE', { storeId: 2 }, { storeId: 1 }],
  ['TRUCK', { truckId: 2 }, { truckId: 1 }],
  ['SUPPLIER', { supplierId: 2 }, { supplierId: 1 }],
] as const)('that of one %s concerns nothing else', (target_type, concerned, other) => {
  const { world } = given(company, started({ target_type, target_id: 2 }))
  expect(severityOf(world, 'weather_delay', { dcId: 1, ...concerned })).toBe(0.4)
  expect(severityOf(world, 'weather_delay', { dcId: 1, ...other })).toBe(0)
  expect(severityOf(world, 'weather_delay', { dcId: 1 })).toBe(0)
})

test('of several the strongest counts, of equals the first, and the end of one leaves the others', () => {
  const facts = [
    started(),
    started({ disruption_id: 'X1-20240304-2', severity: 0.7 }),
    started({ disruption_id: 'X1-20240304-3', severity: 0.7 }),
  ]
  const strongest = (...events: ReturnType<typeof ended>[]) =>
    disruptionOf(given(company, ...facts, ...events).world, 'weather_delay', { dcId: 1 })?.id
  expect(strongest()).toBe('X1-20240304-2')
  expect(strongest(ended({ disruption_id: 'X1-20240304-2' }))).toBe('X1-20240304-3')
})
