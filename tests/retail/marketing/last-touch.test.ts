import { expect, test } from 'vitest'
import { adImpression } from '../../../src/retail/marketing/events.ts'
import { lastTouch } from '../../../src/retail/marketing/last-touch.ts'
import { receiptReasons } from '../../../src/retail/marketing/purchase-reasons.ts'
import { DAY, MINUTE } from '../../../src/time/sim-time.ts'
import { isoTime } from '../../../src/time/iso-time.ts'
import { given, NOON } from '../given.ts'
import { tinyCompany } from '../tiny.ts'

const company = tinyCompany({ customers: [{}, {}], settings: { marketing: { conversion_factor: 0 } } })

function impression(n: number, customer_ad_id = 'AD2') {
  return adImpression(
    {
      channel: 'SOCIAL',
      campaign_id: 'C20240304-1',
      creative_id: 'C20240304-1-SOCIAL-1',
      customer_ad_id,
      customer_id: null,
      impression_id: `I1-20240304-0000000${n}`,
      cost_cents: 80,
      device_type: 'DESKTOP',
    },
    null,
  )
}

test('the last touch is the newest impression that the customer saw', () => {
  const { world } = given(company).when(impression(1), impression(2), impression(3, 'AD1'), impression(4, 'AXF'))
  const touch = { campaignId: 'C20240304-1', channel: 'SOCIAL' }
  expect(lastTouch(world, 2, NOON + DAY)).toEqual({
    ...touch,
    impressionId: 'I1-20240304-00000002',
    seenAt: NOON + MINUTE,
  })
  expect(lastTouch(world, 1, NOON + DAY)?.impressionId).toBe('I1-20240304-00000003')
  expect(lastTouch(world, 0, NOON + DAY)).toBeNull()
})

test('of two at one instant it is the one with the greater id', () => {
  const at = { occurredAt: 5 }
  const { world } = given(company, { ...impression(2), ...at }, { ...impression(1), ...at })
  expect(world.touches[2]?.impressionId).toBe('I1-20240304-00000002')
})

test('a touch lasts seven days', () => {
  const { world } = given(company).when(impression(1))
  expect(lastTouch(world, 2, NOON + 7 * DAY)).not.toBeNull()
  expect(lastTouch(world, 2, NOON + 7 * DAY + 1)).toBeNull()
})

test('a receipt names the last touch, and what caused the visit', () => {
  const { world } = given(company).when(impression(1))
  const cause = { ms: 1, a: 1, b: 1, c: 1 }
  const causing = {
    customerId: 2,
    impressionId: 'I1-20240303-00000007',
    campaignId: 'C20240303-1',
    cause: { id: cause, correlation: cause, session: null },
  }
  const told = {
    campaign_id: 'C20240304-1',
    impression_id: 'I1-20240304-00000001',
    last_touch: { channel: 'SOCIAL', seen_at: isoTime(NOON) },
  }
  expect(receiptReasons(world, { customerId: 2, impression: null }, NOON + DAY)).toEqual({
    ...told,
    caused_by_impression_id: null,
  })
  expect(receiptReasons(world, { customerId: 2, impression: causing }, NOON + DAY)).toEqual({
    ...told,
    caused_by_impression_id: 'I1-20240303-00000007',
  })
  expect(Object.values(receiptReasons(world, { customerId: 1, impression: null }, NOON))).toEqual([
    null,
    null,
    null,
    null,
  ])
})
