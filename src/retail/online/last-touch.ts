import type { SimTime } from '../../time/sim-time.ts'
import type { World } from '../world.ts'

/** The advertisement that a customer saw last. */
export interface Touch {
  readonly campaign_id: string | null
  readonly impression_id: string | null
}

const NONE: Touch = { campaign_id: null, impression_id: null }

/** What the customer of an order was touched by last, if by anything. */
export function orderTouch(_world: World, _customerId: number, _now: SimTime): Touch {
  return NONE
}
