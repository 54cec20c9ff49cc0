import type { MarketingChannel } from '../../dictionaries/types.ts'
import { isoTime } from '../../time/iso-time.ts'
import type { SimTime } from '../../time/sim-time.ts'
import type { ReceiptCreated } from '../sales/events.ts'
import type { Session } from '../traffic/session.ts'
import type { World } from '../world.ts'
import { lastTouch } from './last-touch.ts'

/** What a purchase says of the advertisement that its buyer saw last. */
export interface TouchFields {
  readonly campaign_id: string | null
  readonly impression_id: string | null
  readonly last_touch: { readonly channel: MarketingChannel; readonly seen_at: string } | null
}

/** What a receipt says of advertisements. */
export type ReceiptReasons = TouchFields & Pick<ReceiptCreated['data'], 'caused_by_impression_id'>

const UNTOUCHED: TouchFields = { campaign_id: null, impression_id: null, last_touch: null }

/** The advertisement that a buyer (0 for somebody unknown) saw last, within seven days. */
export function touchFields(world: Pick<World, 'touches'>, customerId: number, now: SimTime): TouchFields {
  const touch = lastTouch(world, customerId, now)
  if (touch === null) return UNTOUCHED
  return {
    campaign_id: touch.campaignId,
    impression_id: touch.impressionId,
    last_touch: { channel: touch.channel, seen_at: isoTime(touch.seenAt) },
  }
}

/** The advertisement that the buyer saw last, and the one that caused the visit. */
export function receiptReasons(
  world: Pick<World, 'touches'>,
  { customerId, impression }: Pick<Session, 'customerId' | 'impression'>,
  now: SimTime,
): ReceiptReasons {
  const { campaign_id, impression_id, last_touch } = touchFields(world, customerId, now)
  return { campaign_id, impression_id, caused_by_impression_id: impression?.impressionId ?? null, last_touch }
}
