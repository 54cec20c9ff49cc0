import { dateText, dayNumberOf } from '../../time/business-date.ts'
import type { Folds } from '../fold.ts'
import { resetSensors } from '../traffic/sensors.ts'
import { dcDay, noStoreTotals, storeDay } from '../world.ts'

export const foldOperations: Folds = {
  store_day_ended(world, { data }) {
    world.days.stores[data.store_id] = storeDay(data.store_id, dayAfter(data.business_date))
    world.totals.stores[data.store_id] = noStoreTotals()
    resetSensors(world.sensors[data.store_id])
  },

  dc_day_ended(world, { data }) {
    world.days.dcs[data.dc_id] = dcDay(data.dc_id, dayAfter(data.business_date))
    world.totals.dcs[data.dc_id] = { unitsIn: 0, unitsOut: 0 }
  },
}

function dayAfter(date: string): string {
  return dateText(dayNumberOf(date) + 1)
}
