import type { SimTime } from '../../time/sim-time.ts'
import { isoTime } from '../../time/iso-time.ts'
import type { ReceiptCreated } from '../sales/events.ts'
import type { Session } from '../traffic/session.ts'
import type { World } from '../world.ts'
import { lastTouch } from './last-touch.ts'

/** What a receipt says of advertisements. */
export type ReceiptReasons = Pick<
  ReceiptCreated['data'],
  'campaign_id' | 'impression_id' | 'caused_by_impression_id' | 'last_touch'
>

const NONE: ReceiptReasons = {
  campaign_id: null,
  impression_id: null,
  caused_by_impression_id: null,
  last_touch: null,
}

/** The advertisement that the buyer saw last, and the one that caused the visit. */
export function receiptReasons(
  world: Pick<World, 'touches'>,
  { customerId, impression }: Pick<Session, 'customerId' | 'impression'>,
  now: SimTime,
): ReceiptReasons {
  const touch = lastTouch(world, customerId, now)
  if (touch === null) return NONE
  return {
    campaign_id: touch.campaignId,
    impression_id: touch.impressionId,
    caused_by_impression_id: impression?.impressionId ?? null,
    last_touch: { channel: touch.channel, seen_at: isoTime(touch.seenAt) },
  }
}
