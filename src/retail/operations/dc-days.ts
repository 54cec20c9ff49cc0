import { type Agent, agent } from '../../simulation/agent.ts'
import { type DayNumber, dateText } from '../../time/business-date.ts'
import { DC_DAYS } from '../agent-codes.ts'
import type { Company } from '../company.ts'
import { openStock } from '../inventory/open-stock.ts'
import { COUNTING_HOUR, writeOff } from '../inventory/write-off.ts'
import type { World } from '../world.ts'
import { dcDayEnded } from './events.ts'

/** The life of a distribution centre: its business days and their control totals. */
export function dcDays(company: Company, world: World): Agent {
  return agent('dc-days', DC_DAYS, {
    beginDay({ day }: { readonly day: DayNumber }, at) {
      const dcId = at.entityNumber
      if (day === company.startDay) openStock(company, { store_id: null, dc_id: dcId }, at)
      else {
        const { unitsIn, unitsOut } = world.totals.dcs[dcId]
        const business_date = dateText(day - 1)
        at.emit(dcDayEnded({ dc_id: dcId, business_date, units_in: unitsIn, units_out: unitsOut }, null))
      }
      at.wake('count', company.dcZones[dcId].localHourStart(day, COUNTING_HOUR), { day })
      at.wake('beginDay', company.dcZones[dcId].startOfDay(day + 1), { day: day + 1 })
    },

    count({ day }: { readonly day: DayNumber }, at) {
      writeOff(company, world, { node: { store_id: null, dc_id: at.entityNumber }, day }, at)
    },
  })
}
