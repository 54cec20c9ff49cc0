import type { Draws } from '../../simulation/random.ts'

/** Who brings orders; invented. */
const CARRIERS = ['Larkmere Parcel', 'Brightmile', 'Ternway Post', 'Oakline Couriers'] as const

/** The carrier of a shipment, each equally likely. */
export function carrierOf(draws: Draws): string {
  return CARRIERS[draws.below(CARRIERS.length)]
}
