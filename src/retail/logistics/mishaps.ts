import { causeOf } from '../../simulation/domain-event.ts'
import type { Moment } from '../../simulation/moment.ts'
import { wordOf } from '../../simulation/random.ts'
import { isoTime } from '../../time/iso-time.ts'
import { HOUR, MINUTE } from '../../time/sim-time.ts'
import { type ActiveDisruption, disruptionOf } from '../disruptions/active.ts'
import type { DisruptionType } from '../disruptions/events.ts'
import type { World } from '../world.ts'
import { shipmentDelayed } from './events.ts'
import { type Aboard, concernedBy, further, type LoadedLine, nameOf, type Trip } from './trip.ts'

/** From this severity on a breakdown spoils part of the load, at most this share of it. */
const SPOILING_SEVERITY = 0.7
const MOST_SPOILED = 0.5
const SPOILED = wordOf('spoiled')

/** What can happen to a truck on its way: how likely (times the severity) and for how long at most (likewise). */
const MISHAPS = [
  { type: 'truck_breakdown', likelihood: 1, hours: 8, purpose: wordOf('truck-breakdown') },
  { type: 'weather_delay', likelihood: 0.7, hours: 4, purpose: wordOf('weather-delay') },
] as const

/** A trip that sets off now, as disruptions leave it, and how much longer it will take. */
export interface Departure {
  readonly trip: Trip
  readonly delayMs: number
}

/** Draws what goes wrong with a trip that sets off now; each mishap delays all of its shipments. */
export function sufferMishaps(world: World, departing: Trip, at: Moment): Departure {
  let trip = departing
  let delayMs = 0
  for (const { type, likelihood, hours, purpose } of MISHAPS) {
    const disruption = strongest(world, type, trip)
    if (disruption === undefined) continue
    const draws = at.draws(purpose)
    if (!draws.chance(likelihood * disruption.severity)) continue
    const delay = MINUTE * (1 + draws.below(Math.max(1, Math.round(hours * disruption.severity * (HOUR / MINUTE)))))
    delayMs += delay
    trip = delayed(trip, { disruption, delay, eta: at.now + trip.transitMs + delayMs }, at)
    if (type === 'truck_breakdown' && disruption.severity >= SPOILING_SEVERITY) {
      trip = spoiled(trip, MOST_SPOILED * at.draws(SPOILED).unit())
    }
  }
  return { trip, delayMs }
}

/** The strongest disruption of a type that concerns the truck or any of its shipments. */
export function strongest(world: World, type: DisruptionType, trip: Trip): ActiveDisruption | undefined {
  let found: ActiveDisruption | undefined
  if (world.disruptions[trip.dcId].length === 0) return found
  for (const shipment of trip.shipments) {
    const disruption = disruptionOf(world, type, concernedBy(trip, shipment))
    if (disruption !== undefined && disruption.severity > (found?.severity ?? 0)) found = disruption
  }
  return found
}

interface Delay {
  readonly disruption: ActiveDisruption
  readonly delay: number
  readonly eta: number
}

function delayed(trip: Trip, { disruption, delay, eta }: Delay, at: Moment): Trip {
  const told = {
    reason: disruption.type,
    disruption_id: disruption.id,
    delay_minutes: delay / MINUTE,
    etd: isoTime(at.now),
    eta: isoTime(eta),
  }
  return further(trip, (shipment) =>
    causeOf(at.emit(shipmentDelayed({ ...nameOf(trip, shipment), ...told }, shipment.cause))),
  )
}

/** Every line loses this share of its units, rounded down, so that some of it always arrives. */
function spoiled(trip: Trip, share: number): Trip {
  const shipments = trip.shipments.map((shipment): Aboard => {
    const lost = shipment.lines.flatMap(({ productId, units }): LoadedLine[] => {
      const gone = Math.floor(units * share)
      return gone > 0 ? [{ productId, units: gone }] : []
    })
    const goneOf = new Map(lost.map(({ productId, units }) => [productId, units]))
    const lines = shipment.lines.map((line) => ({ ...line, units: line.units - (goneOf.get(line.productId) ?? 0) }))
    return { ...shipment, lines, lost }
  })
  return { ...trip, shipments }
}
