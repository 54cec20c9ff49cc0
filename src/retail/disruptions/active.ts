import type { Cause } from '../../simulation/domain-event.ts'
import type { World } from '../world.ts'
import type { SimTime } from '../../time/sim-time.ts'
import type { DISRUPTION_CAUSES, DisruptionTarget, DisruptionType } from './events.ts'

/** A disruption that is going on. Plain data. */
export interface ActiveDisruption {
  readonly id: string
  readonly type: DisruptionType
  readonly targetType: DisruptionTarget
  readonly targetId: number
  /** 0.1 .. 1. */
  readonly severity: number
  readonly startedAt: SimTime
  /** Who wanted it. */
  readonly origin: (typeof DISRUPTION_CAUSES)[number]
  /** The `disruption_started` event, for what it causes. */
  readonly cause: Cause
}

/** Who is concerned: always a region, and what of it takes part. */
export interface Concerned {
  readonly dcId: number
  readonly storeId?: number | null
  readonly truckId?: number | null
  readonly supplierId?: number | null
}

/** The strongest disruption of a type that concerns somebody now, of several the one that started first; undefined when there is none. */
export function disruptionOf(world: World, type: DisruptionType, concerned: Concerned): ActiveDisruption | undefined {
  let strongest: ActiveDisruption | undefined
  for (const disruption of world.disruptions[concerned.dcId]) {
    if (disruption.type !== type || !concerns(disruption, concerned)) continue
    if (strongest === undefined || disruption.severity > strongest.severity) strongest = disruption
  }
  return strongest
}

/** How strongly somebody is disrupted now: 0 for not at all, else the severity of `disruptionOf`. */
export function severityOf(world: World, type: DisruptionType, concerned: Concerned): number {
  return disruptionOf(world, type, concerned)?.severity ?? 0
}

/** Whether a disruption strikes somebody. */
export function concerns(
  { targetType, targetId }: ActiveDisruption,
  { storeId, truckId, supplierId }: Concerned,
): boolean {
  if (targetType === 'STORE') return targetId === storeId
  if (targetType === 'TRUCK') return targetId === truckId
  return targetType === 'DC' || targetId === supplierId
}
