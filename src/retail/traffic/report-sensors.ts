import type { Moment } from '../../simulation/moment.ts'
import { isoTime } from '../../time/iso-time.ts'
import type { SimTime } from '../../time/sim-time.ts'
import type { World } from '../world.ts'
import { sensorId, ZONES } from '../zones.ts'
import { zoneTrafficMeasured } from './events.ts'
import { countsOf } from './sensors.ts'

/** A quarter of an hour that sensors report when it is over; they go on until the store closes. */
export interface SensorPeriod {
  readonly dayStart: SimTime
  readonly from: SimTime
  readonly until: SimTime
}

/** Emits what each zone of the store counted in the period; zones that saw nobody stay silent. */
export function reportSensors(world: World, { dayStart, from }: SensorPeriod, at: Moment): void {
  const storeId = at.entityNumber
  const period_start = isoTime(from)
  for (let zone = 0; zone < ZONES.length; zone++) {
    const { people, seconds } = countsOf(world.sensors[storeId], dayStart, from, zone)
    if (people === 0) continue
    at.emit(
      zoneTrafficMeasured(
        {
          store_id: storeId,
          sensor_id: sensorId(storeId, zone),
          zone: ZONES[zone],
          period_start,
          customer_count: people,
          dwell_seconds: seconds,
        },
        null,
      ),
    )
  }
}
