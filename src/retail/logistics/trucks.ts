import { type Agent, agent } from '../../simulation/agent.ts'
import { causeOf } from '../../simulation/domain-event.ts'
import type { Moment } from '../../simulation/moment.ts'
import { wordOf } from '../../simulation/random.ts'
import { isoTime } from '../../time/iso-time.ts'
import { MINUTE } from '../../time/sim-time.ts'
import { TRUCKS } from '../agent-codes.ts'
import type { Company } from '../company.ts'
import type { DisruptionStarted } from '../disruptions/events.ts'
import type { World } from '../world.ts'
import { groupBy } from '../master-data/group-by.ts'
import { shipmentCompleted, shipmentUnloaded, truckArrived, truckDeparted } from './events.ts'
import { afterRoad, strikeOnRoad, strongest, sufferMishaps } from './mishaps.ts'
import type { OnRoad } from './state.ts'
import { expectedUnloading } from './travel.ts'
import { further, lineOf, nameOf, type Trip } from './trip.ts'

const UNLOADING = wordOf('unloading')
/** Unloading takes this much less or more than expected, as a share. */
const UNLOADING_SPREAD = 0.1

/** A truck's trip: each wake-up is one step, and schedules the next. What happens names every shipment on board. */
export function trucks(company: Company, world: World): Agent {
  const trucksOfDc = groupBy(company.master.trucks, ({ servesDcId }) => servesDcId)
  const handlers = {
    depart(trip: Trip, at: Moment) {
      const underWay = departed(trip, 'OUTBOUND', at)
      sufferMishaps(world, underWay, at)
      at.wake('arrive', roadOf(world, trip).eta, underWay)
    },

    arrive(underWay: Trip, at: Moment) {
      const road = roadOf(world, underWay)
      if (road.eta > at.now) return at.wake('arrive', road.eta, underWay)
      const trip = afterRoad(underWay, road, at)
      const expected = expectedUnloading(company, loadOf(trip))
      const unloading = Math.max(1, Math.round(expected * slowness(world, trip, at)))
      at.wake('unload', at.now + unloading, { ...arrived(trip, expected, at), arrivedAt: at.now } satisfies Trip)
    },

    unload(trip: Trip, at: Moment) {
      const unloaded = further(trip, (shipment) => {
        const load = { lines: shipment.lines.map(lineOf), lost: shipment.lost.map(lineOf) }
        const actual_unload_duration = unloadedFor(trip, at)
        const data = { ...nameOf(trip, shipment), ...load, actual_unload_duration }
        return causeOf(at.emit(shipmentUnloaded(data, shipment.cause)))
      })
      at.wake('comeBack', at.now + trip.transitMs, departed(unloaded, 'RETURN', at))
    },

    comeBack(trip: Trip, at: Moment) {
      const back = arrived(trip, null, at)
      for (const shipment of back.shipments) at.emit(shipmentCompleted(nameOf(trip, shipment), shipment.cause))
    },
  }
  return agent('trucks', TRUCKS, handlers, {
    disruption_started({ data }: DisruptionStarted, at) {
      const started = world.disruptions[data.dc_id].find(({ id }) => id === data.disruption_id)
      const ids = (trucksOfDc.get(data.dc_id) ?? []).map(({ truckId }) => truckId)
      if (started !== undefined) strikeOnRoad(world, ids, started, at)
    },
  })
}

function roadOf({ fleet }: World, { truckId }: Trip): OnRoad {
  const { onRoad } = fleet[truckId]
  if (onRoad === null) throw new Error(`truck ${truckId} is not on its way`)
  return onRoad
}

function departed(trip: Trip, leg: 'OUTBOUND' | 'RETURN', at: Moment): Trip {
  const told = {
    leg,
    departure_time: isoTime(at.now),
    eta: isoTime(at.now + trip.transitMs),
    actual_unload_duration: leg === 'RETURN' ? unloadedFor(trip, at) : null,
  }
  return further(trip, (shipment) =>
    causeOf(at.emit(truckDeparted({ ...nameOf(trip, shipment), ...told }, shipment.cause))),
  )
}

/** Minutes that unloading took until now. */
function unloadedFor({ arrivedAt }: Trip, { now }: Moment): number {
  return Math.round((now - arrivedAt) / MINUTE)
}

/** `unloading` are the milliseconds that unloading is expected to take; null when the truck comes back. */
function arrived(trip: Trip, unloading: number | null, at: Moment): Trip {
  const told = {
    leg: unloading === null ? ('RETURN' as const) : ('OUTBOUND' as const),
    arrival_time: isoTime(at.now),
    estimated_unload_duration: unloading === null ? null : Math.round(unloading / MINUTE),
  }
  return further(trip, (shipment) =>
    causeOf(at.emit(truckArrived({ ...nameOf(trip, shipment), ...told }, shipment.cause))),
  )
}

function loadOf({ shipments }: Trip) {
  return shipments.flatMap(({ lines, lost }) => [...lines, ...lost])
}

/** How much longer unloading takes than expected, as a factor: by chance, and when hands are short. */
function slowness(world: World, trip: Trip, at: Moment): number {
  const chance = 1 + UNLOADING_SPREAD * (2 * at.draws(UNLOADING).unit() - 1)
  return chance * (1 + 2 * (strongest(world, 'labor_shortage', trip)?.severity ?? 0))
}
