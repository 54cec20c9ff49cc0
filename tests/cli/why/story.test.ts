import { describe, expect, test } from 'vitest'
import { answerWhy } from '../../../src/cli/why/answer.ts'
import { gatherStory, MAX_SLICES_READ, MAX_STREAMS_READ } from '../../../src/cli/why/story.ts'
import { eventIdText } from '../../../src/simulation/event-id.ts'
import { happened, logOf } from './told-events.ts'

describe('a story', () => {
  const created = happened(['online_order_created', 'onlineOrder-O1', 1])
  const picked = happened(['online_order_picked', 'onlineOrder-O1', 3], created)
  const booked = happened(['inventory_updated', 'dcDay-1_2024-01-01', 3], picked)
  const delivered = happened(['online_order_delivered', 'onlineOrder-O1', 60], picked)
  const other = happened(['inventory_updated', 'dcDay-1_2024-01-01', 3])

  test('is in the streams that it has touched, and beside its events in others', async () => {
    const log = logOf(created, picked, booked, other, delivered)
    const { events, isCut } = await gatherStory(log, booked)
    expect(isCut).toBe(false)
    expect([...events.values()].toSorted((left, right) => left.revision - right.revision)).toEqual([
      created,
      picked,
      booked,
      delivered,
    ])
  })

  test('is read where it is, and nowhere else', async () => {
    const log = logOf(created, picked, booked, other, delivered)
    await gatherStory(log, created)
    expect(log.read.toSorted()).toEqual(['dcDay-1_2024-01-01', 'hour 1', 'hour 3', 'hour 60', 'onlineOrder-O1'])
  })

  test('of an advertisement goes on with the visit that it causes within two days', async () => {
    const seen = happened(['ad_impression', 'campaign-C1', 1])
    const entered = happened(['customer_entered', 'storeDay-1_2024-01-02', 40], seen)
    const late = happened(['customer_entered', 'storeDay-1_2024-01-05', 90], seen)
    const { events } = await gatherStory(logOf(seen, entered, late), seen)
    expect([...events.values()]).toEqual([seen, entered])
    expect((await gatherStory(logOf(seen, late), seen)).events.size).toBe(1)
  })

  test('of an advertisement is not searched further than to its visit', async () => {
    const seen = happened(['ad_impression', 'campaign-C1', 1])
    const entered = happened(['customer_entered', 'storeDay-1_2024-01-01', 9], seen)
    const receipt = happened(['receipt_created', 'storeDay-1_2024-01-01', 9], entered)
    const others = [5, 20].map((hours) => happened(['customer_entered', `storeDay-${hours}_2024-01-01`, hours]))
    const all = [seen, others[0], entered, receipt, others[1]] as const
    const [forward, back] = [logOf(...all), logOf(...all)]
    await gatherStory(forward, seen)
    expect(forward.read.filter((name) => name.startsWith('on to'))).toEqual([
      'on to storeDay-5_2024-01-01',
      'on to storeDay-1_2024-01-01',
    ])
    expect(forward.read.filter((name) => name.startsWith('hour'))).toEqual(['hour 1', 'hour 9'])
    await gatherStory(back, receipt)
    expect(back.read.toSorted()).toEqual(['campaign-C1', 'hour 1', 'hour 9', 'storeDay-1_2024-01-01'])
  })

  test('of a sale goes on with its return, on the days on which it can come', async () => {
    const sold = happened(['receipt_created', 'storeDay-3_2024-02-28', 1], null, { receipt_type: 'SALE' })
    const visit = (day: string, hours: number) => happened(['customer_entered', `storeDay-3_${day}`, hours], sold)
    const [back, late] = [visit('2024-03-01', 49), visit('2024-03-14', 361)]
    const log = logOf(sold, back, late)
    expect([...(await gatherStory(log, sold)).events.values()]).toEqual([sold, back])
    expect(log.read.filter((name) => name.startsWith('storeDay'))).toEqual([
      'storeDay-3_2024-02-28',
      'storeDay-3_2024-02-29',
      'storeDay-3_2024-03-01',
    ])
    expect((await gatherStory(logOf(sold, late), sold)).events.size).toBe(1)
  })

  test('of a return is not searched for another', async () => {
    const sold = happened(['receipt_created', 'storeDay-3_2024-01-01', 1], null, { receipt_type: 'SALE' })
    const back = happened(['customer_entered', 'storeDay-3_2024-01-03', 49], sold)
    const refund = happened(['receipt_created', back.stream, 49], back, { receipt_type: 'RETURN' })
    const log = logOf(sold, back, refund)
    await gatherStory(log, refund)
    expect(log.read.filter((name) => name.startsWith('storeDay')).toSorted()).toEqual([sold.stream, back.stream])
  })

  test('of a command goes on at the instant at which it is over', async () => {
    const ends_at = '2024-01-06T04:00:00.000Z'
    const accepted = happened(['command_accepted', 'command-1', 1], null, { ends_at })
    const changed = happened(['price_changed', 'priceList-1_7', 1], accepted)
    const restored = happened(['price_changed', 'priceList-2_7', 124], changed)
    const { events } = await gatherStory(logOf(accepted, changed, restored), changed)
    expect([...events.values()]).toEqual([changed, accepted, restored])
  })

  test('that needs more streams than are read is told in part', async () => {
    const root = happened(['campaign_started', 'campaign-C1', 1])
    const effects = Array.from({ length: MAX_STREAMS_READ }, (_, n) => happened(['x', `stream-${n}`, 1], root))
    const full = await gatherStory(logOf(root, ...effects.slice(1)), root)
    expect([full.isCut, full.events.size]).toEqual([false, MAX_STREAMS_READ])
    const log = logOf(root, ...effects)
    expect((await gatherStory(log, root)).isCut).toBe(true)
    expect(new Set(log.read.filter((name) => name.startsWith('stream-'))).size).toBe(MAX_STREAMS_READ - 1)
  })

  test('that needs more slices than are read is told in part', async () => {
    const root = happened(['campaign_started', 'campaign-C1', 1])
    const effects = Array.from({ length: MAX_SLICES_READ }, (_, n) => happened(['x', 'campaign-C1', n + 2], root))
    expect((await gatherStory(logOf(root, ...effects.slice(1)), root)).isCut).toBe(false)
    const { left_out: leftOut } = await answerWhy(logOf(root, ...effects), root, { depth: 1 })
    expect(leftOut[0]).toEqual({ at: eventIdText(root.id), what: 'parts_of_the_log', count: 1 })
  })
})
