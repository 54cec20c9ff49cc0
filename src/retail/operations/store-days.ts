import { type Agent, agent } from '../../simulation/agent.ts'
import type { Moment } from '../../simulation/moment.ts'
import { type DayNumber, dateText } from '../../time/business-date.ts'
import { isoTime } from '../../time/iso-time.ts'
import { STORE_DAYS } from '../agent-codes.ts'
import { expectedOnDay } from '../commands/demand-factors.ts'
import type { Company } from '../company.ts'
import { countStock } from '../inventory/count-stock.ts'
import { openStock } from '../inventory/open-stock.ts'
import { COUNTING_HOUR, writeOff } from '../inventory/write-off.ts'
import { type ArrivalHour, receiveVisitors } from '../traffic/arrivals.ts'
import { reportSensors, type SensorPeriod } from '../traffic/report-sensors.ts'
import { SENSOR_PERIOD } from '../traffic/sensors.ts'
import type { World } from '../world.ts'
import { type StoreDayEnded, storeClosed, storeDayEnded, storeOpened } from './events.ts'

interface StoreDay {
  readonly day: DayNumber
}

/** The life of a store: days, doors, arrivals hour by hour, and what its zone sensors report. */
export function storeDays(company: Company, world: World): Agent {
  const { demand, master, startDay, storeZones } = company

  return agent('store-days', STORE_DAYS, {
    measure(period: SensorPeriod, at) {
      reportSensors(world, period, at)
      if (at.now < period.until) at.wake('measure', at.now + SENSOR_PERIOD, { ...period, from: at.now })
    },

    close(_: StoreDay, at) {
      at.emit(
        storeClosed({ store_id: at.entityNumber, operation_time: isoTime(at.now), operation_type: 'closed' }, null),
      )
    },

    beginDay({ day }: StoreDay, at) {
      const storeId = at.entityNumber
      if (day === startDay) openStock(company, { store_id: storeId, dc_id: null }, at)
      else at.emit(storeDayEnded(totalsOf(company, world, storeId, day - 1), null))
      if (!demand.calendar.isClosed(day)) scheduleDoors(company, storeId, day, at)
      at.wake('count', storeZones[storeId].localHourStart(day, COUNTING_HOUR), { day })
      at.wake('beginDay', storeZones[storeId].startOfDay(day + 1), { day: day + 1 })
    },

    open({ day }: StoreDay, at) {
      const { storeId, dcId, opensAt } = master.stores[at.entityNumber - 1]
      const weather = demand.weather(dcId, day)
      const operation_time = isoTime(at.now)
      at.emit(storeOpened({ store_id: storeId, operation_time, operation_type: 'opened', weather }, null))
      receiveVisitors(company, world, { day, hour: opensAt }, at)
      startSensors(company, storeId, day, at)
    },

    receive(hour: ArrivalHour, at) {
      receiveVisitors(company, world, hour, at)
    },

    count({ day }: StoreDay, at) {
      countStock(company, world, day, at)
      writeOff(company, world, { node: { store_id: at.entityNumber, dc_id: null }, day }, at)
    },
  })
}

/** Opening, closing and the hours between. A store that never closes opens a millisecond after its day begins. */
function scheduleDoors({ master, storeZones }: Company, storeId: number, day: DayNumber, at: Moment): void {
  const { opensAt, closesAt } = master.stores[storeId - 1]
  const zone = storeZones[storeId]
  const opening = Math.max(zone.localHourStart(day, opensAt), at.now + 1)
  at.wake('open', opening, { day })
  at.wake('close', zone.localHourStart(day, closesAt), { day })
  for (let hour = opensAt + 1; hour < closesAt; hour++) {
    const start = zone.localHourStart(day, hour)
    // An hour that the clock skips in spring begins when the next one does, and brings nobody.
    if (start > opening && start < zone.localHourStart(day, hour + 1)) at.wake('receive', start, { day, hour })
  }
}

function startSensors({ master, storeZones }: Company, storeId: number, day: DayNumber, at: Moment): void {
  const zone = storeZones[storeId]
  const dayStart = zone.startOfDay(day)
  const from = dayStart + Math.floor((at.now - dayStart) / SENSOR_PERIOD) * SENSOR_PERIOD
  const until = zone.localHourStart(day, master.stores[storeId - 1].closesAt)
  at.wake('measure', from + SENSOR_PERIOD, { dayStart, from, until } satisfies SensorPeriod)
}

function totalsOf(company: Company, world: World, storeId: number, day: DayNumber): StoreDayEnded['data'] {
  const totals = world.totals.stores[storeId]
  return {
    store_id: storeId,
    business_date: dateText(day),
    weather: company.demand.weather(company.master.stores[storeId - 1].dcId, day),
    expected_visits: Math.round(expectedOnDay(company, world, storeId, day) * 1000) / 1000,
    visits: totals.visits,
    receipts: totals.receipts,
    lines: totals.lines,
    units: totals.units,
    subtotal_cents: totals.subtotalCents,
    discount_cents: totals.discountCents,
    tax_cents: totals.taxCents,
    total_cents: totals.totalCents,
    cash_cents: totals.cashCents,
    units_in: totals.unitsIn,
    units_out: totals.unitsOut,
  }
}
