import type { MarketingChannel } from '../../dictionaries/types.ts'
import { DAY, type SimTime } from '../../time/sim-time.ts'
import type { World } from '../world.ts'

/** How long an advertisement can be the reason of a purchase. */
const TOUCH_LASTS = 7 * DAY

/** An advertisement that a customer saw. */
export interface Touch {
  readonly impressionId: string
  readonly campaignId: string
  readonly channel: MarketingChannel
  readonly seenAt: SimTime
}

/** The newest advertisement that a customer (0 for somebody unknown) saw within the seven days before `now`; null for none. */
export function lastTouch(world: Pick<World, 'touches'>, customerId: number, now: SimTime): Touch | null {
  const touch = world.touches[customerId]
  return touch !== null && now - touch.seenAt <= TOUCH_LASTS ? touch : null
}
