import { describe, expect, test } from 'vitest'
import { DISRUPTIONS } from '../../../src/retail/agent-codes.ts'
import type { Company } from '../../../src/retail/company.ts'
import { disruptionByChance } from '../../../src/retail/disruptions/chance.ts'
import { regionEntity } from '../../../src/retail/disruptions/disruptions.ts'
import { DISRUPTION_TYPES } from '../../../src/retail/disruptions/events.ts'
import type { DisruptionPlan } from '../../../src/retail/disruptions/plan.ts'
import { entityNumberOf } from '../../../src/simulation/wake-up.ts'
import { DAY, HOUR } from '../../../src/time/sim-time.ts'
import { given, happened, NOON } from '../given.ts'
import { happens, only, type Settings, smallCompany } from '../simulated.ts'
import { tinyCompany } from '../tiny.ts'

const DAYS = 4000
/** Hours from one night's planning to the next, when clocks go back between them, and a minute. */
const LONGEST_WAIT = 25.1

/** What goes wrong in region 1 in many days. */
function chances(company: Company): DisruptionPlan[] {
  const days = Array.from({ length: DAYS }, (_, index) => company.startDay + index)
  return days.map((day) => disruptionByChance(company, 1, day)).filter((plan) => plan !== undefined)
}

function company(settings: NonNullable<Settings['disruptions']>): Company {
  return smallCompany({ volume: { dcs: 2, stores: 4 }, disruptions: settings })
}

const always = chances(company({ daily_chance: 1 }))
const targets = (type: string) => always.filter((plan) => plan.type === type).map(({ targetType }) => targetType)
const narrow = (type: string) => targets(type).filter((target) => target !== 'DC')
const share = (isSo: (plan: DisruptionPlan) => boolean) => always.filter(isSo).length / always.length

describe('chance', () => {
  test('strikes a region on two days of a hundred', () => {
    const count = chances(company({})).length
    expect(Math.abs(count - DAYS * 0.02)).toBeLessThan(5 * Math.sqrt(DAYS * 0.02))
  })

  test('strikes at any time of the local day', () => {
    const { startDay, dcZones } = company({})
    const hours = always.map(({ startsAt }, index) => (startsAt - dcZones[1].startOfDay(startDay + index)) / HOUR)
    expect(Math.min(...hours)).toBeGreaterThan(0)
    expect(Math.min(...hours)).toBeLessThan(0.1)
    expect(Math.max(...hours)).toBeGreaterThan(23.9)
    expect(Math.max(...hours)).toBeLessThan(25)
  })

  test('prefers types by their weights', () => {
    const { type_weights } = company({}).config.disruptions
    for (const type of DISRUPTION_TYPES) expect(share((plan) => plan.type === type)).toBeCloseTo(type_weights[type], 1)
  })

  test.each([
    [0.6, [0.1, 0.3], [2, 12]],
    [0.3, [0.3, 0.6], [8, 48]],
    [0.1, [0.6, 0.9], [24, 168]],
  ] as const)('makes a share of %d of severity %j, for hours %j', (expected, [least, most], [shortest, longest]) => {
    const own = always.filter(({ severity }) => severity > least && severity < most)
    expect(own.length / always.length).toBeCloseTo(expected, 1)
    const hours = own.map(({ startsAt, endsAt }) => (endsAt - startsAt) / HOUR)
    expect(Math.min(...hours)).toBeGreaterThanOrEqual(shortest)
    expect(Math.max(...hours)).toBeLessThanOrEqual(Math.max(longest, LONGEST_WAIT))
    expect(Math.max(...hours)).toBeGreaterThan(0.9 * longest)
  })

  test('lasts until a night is planned, trucks are loaded or set off, whichever its type disturbs', () => {
    const { config, dcZones, startDay } = company({})
    const { consolidation_hour } = config.inventory
    const { load_hour, depart_hour } = config.logistics
    for (const [index, { type, startsAt, endsAt }] of always.entries()) {
      const minute = type === 'system_outage' ? consolidation_hour * 60 + 30 : undefined
      const hour = type === 'truck_breakdown' || type === 'weather_delay' ? depart_hour : load_hour
      const matters = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((later) =>
        dcZones[1].localMinuteStart(startDay + index + later, minute ?? hour * 60),
      )
      expect(
        matters.some((at) => at > startsAt && at < endsAt),
        type,
      ).toBe(true)
    }
  })

  test('strikes a store, truck or supplier half of the time where the type has such targets, else the DC', () => {
    for (const [type, target] of [
      ['weather_delay', 'STORE'],
      ['truck_breakdown', 'TRUCK'],
      ['supplier_delay', 'SUPPLIER'],
    ] as const) {
      expect(new Set(narrow(type))).toEqual(new Set([target]))
      expect(narrow(type).length / targets(type).length).toBeCloseTo(0.5, 1)
    }
    expect(narrow('dc_outage').concat(narrow('labor_shortage'), narrow('inventory_shortage'))).toEqual([])
  })

  test('strikes what the region has', () => {
    const { master } = company({})
    for (const { targetType, targetId } of always) {
      if (targetType === 'STORE') expect(master.stores[targetId - 1]?.dcId).toBe(1)
      if (targetType === 'TRUCK') expect(master.trucks[targetId - 1]).toMatchObject({ servesDcId: 1 })
      if (targetType === 'SUPPLIER') expect(master.suppliers[targetId - 1]).toBeDefined()
      if (targetType === 'DC') expect(targetId).toBe(1)
    }
  })

  test('strikes the whole DC where there is no truck to break down', () => {
    const weights = Object.fromEntries(DISRUPTION_TYPES.map((type) => [type, type === 'truck_breakdown' ? 1 : 0]))
    const settings = { disruptions: { daily_chance: 1, type_weights: weights } } as Settings
    const plans = chances(tinyCompany({ settings, trucks: [] }))
    expect(new Set(plans.map(({ targetType }) => targetType))).toEqual(new Set(['DC']))
  })
})

describe('a disruption', () => {
  const tiny = tinyCompany({ settings: { disruptions: { daily_chance: 0 } } })
  const plan: DisruptionPlan = {
    id: 'X1-20240304-1',
    entity: 5,
    type: 'weather_delay',
    dcId: 1,
    targetType: 'DC',
    targetId: 1,
    severity: 0.45,
    startsAt: NOON,
    endsAt: NOON + 3 * HOUR,
    origin: 'chance',
    cause: null,
  }
  const woken = { code: DISRUPTIONS, number: 5, kind: 'start', data: plan }
  const named = { disruption_id: 'X1-20240304-1', type: 'weather_delay', dc_id: 1, target_type: 'DC', target_id: 1 }

  test('starts, says what it does, and ends when its time is over', () => {
    const told = { ...named, severity: 0.45, effect: 'Trips are slowed down with a chance of 31 %', cause: 'chance' }
    const { events, leadsTo } = given(tiny).whenWoken(woken, NOON + DAY)
    leadsTo(
      happened('disruption_started', { ...told, expected_end: '2024-03-04T21:00:00.000Z' } as never),
      happened('disruption_ended', { ...told, started_at: '2024-03-04T18:00:00.000Z' } as never),
    )
    expect(events[1]?.occurredAt).toBe(NOON + 3 * HOUR)
    expect([events[0]?.causation, events[1]?.causation]).toEqual([null, events[0]?.id])
    expect(events[1]?.correlation).toEqual(events[0]?.id)
    expect(events[1]?.stream).toBe('disruption-X1-20240304-1')
  })

  test('that should be over already ends a millisecond later', () => {
    const { events } = given(tiny).whenWoken({ ...woken, data: { ...plan, endsAt: NOON - 1 } }, NOON + DAY)
    expect(events.map(({ occurredAt }) => occurredAt)).toEqual([NOON, NOON + 1])
  })

  test('begins on each day of a region that is always struck, and on none of one that is spared', () => {
    const number = entityNumberOf(regionEntity(1))
    const day = { dcId: 1, day: tiny.startDay + 1 }
    const waking = { code: DISRUPTIONS, number, kind: 'beginDay', data: day, at: NOON + 12 * HOUR }
    const struck = tinyCompany({ settings: { disruptions: { daily_chance: 1 } } })
    const types = (of: Company) =>
      given(of)
        .whenWoken(waking, NOON + 3.2 * DAY)
        .events.map(({ type }) => type)
    expect(types(struck).filter((type) => type === 'disruption_started').length).toBeGreaterThanOrEqual(2)
    expect(types(tiny)).toEqual([])
  })
})

test('what chance plans is what happens', () => {
  const struck = company({ daily_chance: 0.7 })
  const started = only(happens(struck, 3), 'disruption_started')
  const planned = [1, 2].flatMap((dcId) =>
    [0, 1, 2].map((day) => disruptionByChance(struck, dcId, struck.startDay + day)?.id),
  )
  const ids = started.map(({ data }) => data.disruption_id)
  expect(ids.length).toBeGreaterThan(2)
  expect(ids.toSorted()).toEqual(planned.filter((id) => id !== undefined).toSorted())
})
