import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { readScenario } from '../../src/config/scenario/read-scenario.ts'
import type { Company } from '../../src/retail/company.ts'
import type { RetailEvent } from '../../src/retail/events.ts'
import { eventIdText } from '../../src/simulation/event-id.ts'
import { happens, type Settings, smallCompany } from '../retail/simulated.ts'
import { FIGURES } from './figures.ts'

const FOLDER = fileURLToPath(new URL('../../scenarios/', import.meta.url))
const NAMES = readdirSync(FOLDER)
  .filter((file) => !file.endsWith('.schema.json'))
  .map((file) => file.replace('.json', ''))
const DAYS = 13

/** Two regions whose shelves empty within days, in stores and DCs. */
const LIVELY: Settings = {
  volume: {
    dcs: 2,
    stores: 6,
    total_geographies: 12,
    total_customers: 600,
    customers_per_day: 100,
    store_initial_inventory_min: 4,
    store_initial_inventory_max: 14,
    store_reorder_point_min: 2,
    store_reorder_point_max: 6,
    dc_initial_inventory_min: 30,
    dc_initial_inventory_max: 60,
    dc_reorder_point_min: 20,
    dc_reorder_point_max: 30,
  },
  logistics: { supplier_lead_days: { min: 1, max: 2 } },
  disruptions: { daily_chance: 0 },
}

interface History {
  readonly company: Company
  readonly events: readonly RetailEvent[]
}

function history(name?: string): History {
  const scenario = readScenario(name ?? null, { source: 'test', cwd: FOLDER }).scenario
  const company = smallCompany({ ...LIVELY, scenario })
  return { company, events: happens(company, DAYS) }
}

function digest(events: readonly RetailEvent[]): string {
  const hash = createHash('sha256')
  for (const { id, stream, data } of events) hash.update(`${eventIdText(id)} ${stream} ${JSON.stringify(data)}\n`)
  return hash.digest('hex')
}

const plain = history()

test('every scenario that ships is tested', () => {
  expect(NAMES.toSorted()).toEqual(Object.keys(FIGURES).toSorted())
  expect(NAMES.length).toBeGreaterThanOrEqual(6)
})

describe.each(NAMES)('%s', (name) => {
  const told = history(name)
  const start = told.events.find(({ type }) => type === 'command_accepted')?.occurredAt ?? Number.NaN
  const figures = FIGURES[name] ?? []
  const before = ({ events }: History) => events.filter(({ occurredAt }) => occurredAt < start)
  const from = ({ company, events }: History) => ({
    company,
    events: events.filter(({ occurredAt }) => occurredAt >= start),
  })

  test('changes nothing before its start', () => {
    expect(before(plain).length).toBeGreaterThan(5000)
    expect(digest(before(told))).toBe(digest(before(plain)))
    expect(digest(told.events)).not.toBe(digest(plain.events))
  })

  test('says in a sentence which figures it moves', () => {
    const sentence = told.company.config.scenario?.moves?.toLowerCase() ?? ''
    for (const figure of figures) expect(sentence).toContain(figure.name.toLowerCase())
  })

  test.each(figures)('leads to $change $name', ({ change, measure }) => {
    const [usual, now] = [measure(from(plain)), measure(from(told))]
    expect(Number.isFinite(usual) && Number.isFinite(now)).toBe(true)
    if (change === 'more') expect(now).toBeGreaterThan(usual)
    else expect(now).toBeLessThan(usual)
  })
})

/** What happens in the second region. */
function there({ events, company }: History): RetailEvent[] {
  return events.filter(({ data }) => {
    const { store_id, dc_id } = data as { readonly store_id?: number | null; readonly dc_id?: number | null }
    return typeof store_id === 'number' ? company.master.stores[store_id - 1]?.dcId === 2 : dc_id === 2
  })
}

test.each(['storm-in-one-region', 'dc-outage'])('%s changes nothing in the other region', (name) => {
  expect(there(plain).length).toBeGreaterThan(10_000)
  expect(digest(there(history(name)))).toBe(digest(there(plain)))
})
