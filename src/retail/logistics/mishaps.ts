import type { Moment } from '../../simulation/moment.ts'
import { type Draws, wordOf } from '../../simulation/random.ts'
import { isoTime } from '../../time/iso-time.ts'
import { HOUR, MINUTE, type SimTime } from '../../time/sim-time.ts'
import { type ActiveDisruption, concerns, disruptionOf } from '../disruptions/active.ts'
import { LIKELIHOODS } from '../disruptions/effect-text.ts'
import type { DisruptionType } from '../disruptions/events.ts'
import type { World } from '../world.ts'
import { shipmentDelayed } from './events.ts'
import type { OnRoad, Route } from './state.ts'
import { type Aboard, concernedBy, type LoadedLine, nameOf, type Trip } from './trip.ts'

/** Of a spoiled load at most this share is lost. */
const MOST_SPOILED = 0.5
const SPOILED = wordOf('spoiled')

/** What can happen to a truck on its way: how likely (times the severity) and for how long at most (likewise). */
const MISHAPS = [
  { type: 'truck_breakdown', likelihood: LIKELIHOODS.truck_breakdown, hours: 8, purpose: wordOf('truck-breakdown') },
  { type: 'weather_delay', likelihood: LIKELIHOODS.weather_delay, hours: 4, purpose: wordOf('weather-delay') },
] as const

type Mishap = (typeof MISHAPS)[number]

/** Draws what goes wrong with a truck that has just set off; each mishap delays all of its shipments. */
export function sufferMishaps(world: World, trip: Pick<Trip, 'truckId' | 'dcId' | 'shipments'>, at: Moment): void {
  for (const mishap of MISHAPS) {
    const disruption = strongest(world, mishap.type, trip)
    if (disruption !== undefined) strike(world, trip.truckId, { mishap, disruption }, at)
  }
}

/** A disruption that starts strikes the trucks that are on the road as well: these, of its region. */
export function strikeOnRoad(
  world: World,
  truckIds: readonly number[],
  disruption: ActiveDisruption,
  at: Moment,
): void {
  const mishap = MISHAPS.find(({ type }) => type === disruption.type)
  if (mishap === undefined) return
  for (const truckId of truckIds) {
    const { onRoad } = world.fleet[truckId]
    const isStruck = (shipment: Route) => concerns(disruption, concernedBy({ truckId }, shipment))
    if (onRoad?.shipments.some(isStruck)) strike(world, truckId, { mishap, disruption }, at)
  }
}

interface Strike {
  readonly mishap: Mishap
  readonly disruption: ActiveDisruption
}

function strike(world: World, truckId: number, { mishap, disruption }: Strike, at: Moment): void {
  const { onRoad } = world.fleet[truckId]
  const delay = drawDelay(mishap, disruption.severity, at.draws(mishap.purpose, truckId))
  if (onRoad === null || delay === 0) return
  tellDelay(truckId, onRoad, { disruption, delay, eta: onRoad.eta + delay }, at)
}

/** Milliseconds, whole minutes; 0 when it passes. */
function drawDelay({ likelihood, hours }: Mishap, severity: number, draws: Draws): number {
  if (!draws.chance(likelihood * severity)) return 0
  return MINUTE * (1 + draws.below(Math.max(1, Math.round(hours * severity * (HOUR / MINUTE)))))
}

/** The strongest disruption of a type that concerns the truck or any of its shipments. */
export function strongest(
  world: World,
  type: DisruptionType,
  trip: Pick<Trip, 'truckId' | 'dcId' | 'shipments'>,
): ActiveDisruption | undefined {
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
  readonly eta: SimTime
}

function tellDelay(truckId: number, onRoad: OnRoad, { disruption, delay, eta }: Delay, at: Moment): void {
  const told = {
    reason: disruption.type,
    disruption_id: disruption.id,
    delay_minutes: delay / MINUTE,
    etd: isoTime(at.now),
    eta: isoTime(eta),
  }
  for (const shipment of onRoad.shipments) {
    at.emit(shipmentDelayed({ ...nameOf({ truckId }, shipment), ...told }, shipment.cause))
  }
}

/** The trip as it arrives: its stories are where the road has brought them, and of a spoiled load a part is lost. */
export function afterRoad(trip: Trip, { shipments: onRoad, isSpoiled }: OnRoad, at: Moment): Trip {
  const share = isSpoiled ? MOST_SPOILED * at.draws(SPOILED).unit() : 0
  const shipments = trip.shipments.map((shipment, place) => {
    const { cause } = onRoad[place]
    return share > 0 ? { ...spoiled(shipment, share), cause } : { ...shipment, cause }
  })
  return { ...trip, shipments }
}

/** Every line loses this share of its units, rounded down, so that some of it always arrives. */
function spoiled(shipment: Aboard, share: number): Aboard {
  const lost = shipment.lines.flatMap(({ productId, units }): LoadedLine[] => {
    const gone = Math.floor(units * share)
    return gone > 0 ? [{ productId, units: gone }] : []
  })
  const goneOf = new Map(lost.map(({ productId, units }) => [productId, units]))
  const lines = shipment.lines.map((line) => ({ ...line, units: line.units - (goneOf.get(line.productId) ?? 0) }))
  return { ...shipment, lines, lost }
}
