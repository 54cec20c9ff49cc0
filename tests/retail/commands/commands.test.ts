import { describe, expect, test } from 'vitest'
import { COMMANDS } from '../../../src/retail/agent-codes.ts'
import { type Entry, type ScenarioEntry, scenarioCommands } from '../../../src/retail/commands/command.ts'
import { demandFactorOf } from '../../../src/retail/commands/demand-factors.ts'
import { commandAccepted } from '../../../src/retail/commands/events.ts'
import { goodsOf } from '../../../src/retail/commands/goods.ts'
import { nodesOf, targetsOf } from '../../../src/retail/commands/where.ts'
import { isoTime } from '../../../src/time/iso-time.ts'
import { DAY, HOUR } from '../../../src/time/sim-time.ts'
import { given, happened, NOON } from '../given.ts'
import { happens, only, smallCompany } from '../simulated.ts'
import { tinyCompany } from '../tiny.ts'

const tiny = tinyCompany({
  stores: [{}, {}],
  products: [{}, { department: 'Clothing', category: 'Shoes' }],
  settings: { disruptions: { daily_chance: 0 } },
})

function commanded(entry: Entry, effectiveAt = NOON) {
  const command = { number: 3, id: 'scenario-3', origin: 'scenario', entry, effectiveAt, endsAt: NOON + 2 * HOUR }
  return given(tiny).whenWoken({ code: COMMANDS, number: 3, kind: 'accept', data: command }, NOON + 3 * HOUR)
}

const STORM = {
  kind: 'disruption',
  after: '0h',
  for: '2h',
  type: 'weather_delay',
  where: 'all',
  severity: 0.5,
} as const
const RUSH = { kind: 'demand_factor', after: '0h', for: '2h', where: { store: 2 }, factor: 3 } as const

/** More demand for two hours from noon, accepted so many days later. */
function accepted(days: number) {
  const data = {
    command_id: `scenario-${days}`,
    kind: 'demand_factor',
    origin: 'scenario',
    effective_at: '2024-03-04T18:00:00.000Z',
    ends_at: '2024-03-04T20:00:00.000Z',
    details: { where: 'all', factor: 2 },
  } as const
  return { ...commandAccepted(data, null), occurredAt: NOON + days * DAY }
}

describe('a command', () => {
  test('is accepted with what was asked, and disrupts a millisecond later', () => {
    const { events, leadsTo } = commanded(STORM)
    leadsTo(
      happened('command_accepted', {
        command_id: 'scenario-3',
        kind: 'disruption',
        origin: 'scenario',
        effective_at: '2024-03-04T18:00:00.000Z',
        ends_at: '2024-03-04T20:00:00.000Z',
        details: { type: 'weather_delay', where: 'all', severity: 0.5 },
      }),
      happened('disruption_started', {
        disruption_id: 'X1-20240304-4',
        cause: 'scenario',
        expected_end: '2024-03-04T20:00:00.000Z',
      }),
      happened('disruption_ended', { disruption_id: 'X1-20240304-4', started_at: '2024-03-04T18:00:00.001Z' }),
    )
    const [command, started, ended] = events
    expect([command?.causation, started?.causation, ended?.causation]).toEqual([null, command?.id, started?.id])
    expect(ended?.correlation).toEqual(command?.id)
    expect(command?.stream).toBe('command-scenario-3')
  })

  test('for more demand is told, and holds from its instant until its end', () => {
    const { world, leadsTo } = commanded(RUSH)
    leadsTo(happened('command_accepted', { kind: 'demand_factor', details: { where: { store: 2 }, factor: 3 } }))
    const at = (instant: number, storeId = 2) => demandFactorOf(world, { storeId }, instant)
    expect([NOON - 1, NOON, NOON + 2 * HOUR - 1, NOON + 2 * HOUR].map((instant) => at(instant))).toEqual([1, 3, 3, 1])
    expect(at(NOON, 1)).toBe(1)
    expect(demandFactorOf(world, { dcId: 1 }, NOON)).toBe(1)
  })

  test('is forgotten some days after its end', () => {
    expect(given(tiny, accepted(0), accepted(2)).world.demandFactors).toHaveLength(2)
    expect(given(tiny, accepted(0), accepted(4)).world.demandFactors).toHaveLength(1)
  })
})

/** When each entry begins and ends. */
function times(entries: readonly ScenarioEntry[]) {
  const commands = scenarioCommands(smallCompany({ scenario: { name: 'x', entries } }))
  return commands.map(({ effectiveAt, endsAt }) => [isoTime(effectiveAt), endsAt === null ? null : isoTime(endsAt)])
}

describe('a scenario', () => {
  test('counts from midnight UTC of the first business day, and nothing is before the first instant of history', () => {
    const { after: _, ...timed } = STORM
    expect(times([{ ...STORM, after: '1d 12h' }, STORM, { ...timed, at: '2024-03-06T12:00:00Z' }])).toEqual([
      ['2024-03-05T12:00:00.000Z', '2024-03-05T14:00:00.000Z'],
      [expect.stringMatching(/^2024-03-04T0[5-8]:00:00.000Z$/), expect.stringMatching(/^2024-03-04T/)],
      ['2024-03-06T12:00:00.000Z', '2024-03-06T14:00:00.000Z'],
    ])
  })

  test('may ask for something for good', () => {
    const { for: _, ...forGood } = RUSH
    expect(times([{ ...forGood, after: '1d' }])).toEqual([['2024-03-05T00:00:00.000Z', null]])
  })

  test('is accepted entry by entry, those of one instant in their order', () => {
    const entries = [RUSH, STORM, { ...STORM, after: '1d' }] as const
    const events = happens(smallCompany({ scenario: { name: 'x', entries } }), 2)
    const accepted = only(events, 'command_accepted')
    expect(accepted.map(({ data }) => data.command_id)).toEqual(['scenario-1', 'scenario-2', 'scenario-3'])
    expect(events[0]).toBe(accepted[0])
    expect(only(events, 'disruption_started').map(({ data }) => data.disruption_id)).toEqual([
      'X1-20240304-3',
      'X1-20240304-4',
    ])
  })
})

const ids = (flags: Uint8Array) => [...flags.keys()].filter((id) => flags[id] === 1)

describe('a place', () => {
  const company = smallCompany({ volume: { dcs: 2, stores: 5, total_geographies: 12 } })
  const { stores, distributionCenters, geographies, trucks } = company.master
  const geography = (id: number) => geographies[id - 1]
  const [dc] = distributionCenters as [(typeof distributionCenters)[number]]

  test('comprises the stores and DCs that are there', () => {
    expect(ids(nodesOf(company, 'all').stores)).toEqual([1, 2, 3, 4, 5])
    expect(ids(nodesOf(company, 'all').dcs)).toEqual([1, 2])
    const own = stores.filter(({ dcId }) => dcId === 2).map(({ storeId }) => storeId)
    expect(own.length).toBeGreaterThan(0)
    expect(ids(nodesOf(company, { dc: 2 }).stores)).toEqual(own)
    expect(ids(nodesOf(company, { dc: 2 }).dcs)).toEqual([2])
    for (const name of ['state', 'region'] as const) {
      const value = geography(dc.geographyId)?.[name] ?? ''
      const isThere = ({ geographyId }: { readonly geographyId: number }) => geography(geographyId)?.[name] === value
      const nodes = nodesOf(company, { [name]: value } as { readonly state: string })
      expect(ids(nodes.stores)).toEqual(stores.filter(isThere).map(({ storeId }) => storeId))
      expect(ids(nodes.dcs)).toEqual(distributionCenters.filter(isThere).map(({ dcId }) => dcId))
    }
  })

  test('that is one store is no part of its DC', () => {
    const { stores: flags, dcs } = nodesOf(company, { store: 3 })
    expect([ids(flags), ids(dcs)]).toEqual([[3], []])
  })

  test('is struck region by region', () => {
    expect(targetsOf(company, 'all').map(({ dcId, targetType }) => [dcId, targetType])).toEqual([
      [1, 'DC'],
      [2, 'DC'],
    ])
    expect(targetsOf(company, { store: 3 })).toEqual([{ dcId: stores[2]?.dcId, targetType: 'STORE', targetId: 3 }])
    expect(targetsOf(company, { truck: 2 })).toEqual([
      { dcId: trucks[1]?.servesDcId, targetType: 'TRUCK', targetId: 2 },
    ])
    expect(targetsOf(company, { supplier: 4 })).toEqual([
      { dcId: 1, targetType: 'SUPPLIER', targetId: 4 },
      { dcId: 2, targetType: 'SUPPLIER', targetId: 4 },
    ])
  })
})

test('goods are those of the department, of the category, or the ones named', () => {
  const entry = { kind: 'price_change', after: '0h', factor: 0.8 } as const
  expect(goodsOf(tiny, { ...entry, department: 'Clothing' })).toEqual([2])
  expect(goodsOf(tiny, { ...entry, category: 'Pantry' })).toEqual([1])
  expect(goodsOf(tiny, { ...entry, product_ids: [2, 1, 2] })).toEqual([1, 2])
})
