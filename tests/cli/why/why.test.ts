import { join } from 'node:path'
import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { StoryAnswer } from '../../../src/api/stories.ts'
import { openEmbeddedEventStore } from '../../../src/event-store/embedded.ts'
import { isBookkeeping, type RecordedEvent } from '../../../src/event-store/port.ts'
import type { EventsByType, RetailEvent } from '../../../src/retail/events.ts'
import { compareEvents } from '../../../src/simulation/domain-event.ts'
import { eventIdText } from '../../../src/simulation/event-id.ts'
import { isoTime } from '../../../src/time/iso-time.ts'
import { only } from '../../retail/simulated.ts'
import { smallHistory } from '../small-history.ts'

/** Shelves that are refilled on the second day. */
const SCARCE = [
  'store_initial_inventory_min=2',
  'store_initial_inventory_max=12',
  'store_reorder_point_min=1',
  'store_reorder_point_max=6',
].flatMap((setting) => ['--set', `volume.${setting}`])

let history: Awaited<ReturnType<typeof smallHistory>>
let events: readonly RetailEvent[]
beforeAll(async () => {
  history = await smallHistory(...SCARCE)
  // `why` needs no tables.
  rmSync(join(history.data, 'postgres'), { recursive: true })
  await using store = await openEmbeddedEventStore(history.data, { readOnly: true })
  const read: RecordedEvent[] = []
  for await (const batch of store.readAll('start')) read.push(...batch.events)
  events = read
    .filter(({ stream }) => !isBookkeeping(stream))
    .toSorted(compareEvents) as readonly unknown[] as RetailEvent[]
})
afterAll(() => history[Symbol.dispose]())

function effectsOf(event: RetailEvent): readonly RetailEvent[] {
  const id = eventIdText(event.id)
  return events.filter(({ causation }) => causation !== null && eventIdText(causation) === id)
}

function line(event: RetailEvent, depth: number, says: string): string {
  return `${isoTime(event.occurredAt)}  ${event.businessDate}  ${'  '.repeat(depth)}${event.type}: ${says}`
}

function dollars(cents: number): string {
  return `$${(cents / 100).toFixed(2)}`
}

function units(count: number): string {
  return `${count} ${Math.abs(count) === 1 ? 'unit' : 'units'}`
}

/** A receipt of a known customer without promotions, after which nothing had to be ordered, and the visit, of its own accord, that it came from. */
function plainSale() {
  for (const receipt of only(events, 'receipt_created')) {
    const visit = only(events, 'customer_entered').find(({ id }) => id.c === receipt.causation?.c)
    const effects = effectsOf(receipt)
    const booked = effects.flatMap(effectsOf)
    const isPlain = effects.every(({ type }) => type === 'receipt_line_added' || type === 'payment_processed')
    const isWhole = receipt.data.customer_id !== null && receipt.data.discount_cents === 0 && visit?.causation === null
    if (isPlain && isWhole && booked.length > 1 && booked.flatMap(effectsOf).length === 0) return { receipt, visit }
  }
  throw new Error('the history has no plain sale')
}

/** What `why` prints of a sale, written down from what the log says. */
function treeOf({ receipt, visit }: ReturnType<typeof plainSale>): readonly string[] {
  const { receipt_id: name, store_id: store, customer_id: customer, total_cents: total } = receipt.data
  const { campaign_id: campaign, impression_id: impression } = receipt.data
  const credited = impression === null ? '' : `${campaign}, ${impression}, `
  const top = [
    line(visit, 0, `store ${store}, party of ${visit.data.customer_count}, in ENTRANCE`),
    `${line(receipt, 1, `${name}, ${credited}store ${store}, customer ${customer}, ${dollars(total)}`)}   <== asked`,
  ]
  return top.concat(effectsOf(receipt).flatMap((effect) => (isLine(effect) ? linesOf(effect) : [paymentOf(effect)])))
}

function isLine(event: RetailEvent): event is EventsByType['receipt_line_added'] {
  return event.type === 'receipt_line_added'
}

function linesOf(sale: EventsByType['receipt_line_added']): readonly string[] {
  const { receipt_id: name, store_id, product_id, quantity, extended_price_cents: paid } = sale.data
  const product = `store ${store_id}, product ${product_id}`
  const booked = only(effectsOf(sale), 'inventory_updated').map((each) =>
    line(each, 3, `${product}, ${units(-quantity)}, balance ${each.data.balance}, SALE`),
  )
  return [line(sale, 2, `${name}, ${product}, ${units(quantity)}, ${dollars(paid)}`), ...booked]
}

function paymentOf(effect: RetailEvent): string {
  const [payment] = only([effect], 'payment_processed')
  if (payment === undefined) throw new Error(`a receipt has the effect ${effect.type}`)
  const { receipt_id: name, store_id, customer_id, amount_cents, status, payment_method } = payment.data
  const who = `store ${store_id}, customer ${customer_id}`
  return line(payment, 2, `${name}, ${who}, ${dollars(amount_cents)}, ${status}, ${payment_method}`)
}

async function answer(...args: readonly string[]): Promise<StoryAnswer> {
  const { code, stdout, stderr } = await history.run('why', ...args, '--json')
  expect([code, stderr]).toEqual([0, ''])
  return JSON.parse(stdout) as StoryAnswer
}

describe('a receipt', () => {
  test('is told as a tree from the visit that it came from to the stock that it took', async () => {
    const sale = plainSale()
    const { code, stdout } = await history.run('why', sale.receipt.data.receipt_id)
    expect(code).toBe(0)
    expect(stdout.trimEnd().split('\n')).toEqual(treeOf(sale))
  })

  test('is the same by its trace_id, in capitals too', async () => {
    const { receipt } = plainSale()
    const byName = await history.run('why', receipt.data.receipt_id)
    const byId = await history.run('why', eventIdText(receipt.id).toUpperCase())
    expect(byId).toEqual(byName)
  })

  test('with --depth tells fewer levels, and how much they leave out', async () => {
    const { receipt } = plainSale()
    const lines = only(effectsOf(receipt), 'receipt_line_added')
    const { code, stdout } = await history.run('why', receipt.data.receipt_id, '--depth', '0')
    const below = effectsOf(receipt).length + lines.length
    const time = isoTime(receipt.occurredAt)
    expect([code, stdout.trimEnd().split('\n').slice(2)]).toEqual([
      0,
      ['', `Left out: ${below} effects below receipt_created at ${time} (--depth 0)`],
    ])
    const { nodes, left_out: leftOut } = await answer(receipt.data.receipt_id, '--depth', '1')
    expect(nodes).toHaveLength(2 + effectsOf(receipt).length)
    expect(leftOut).toEqual(
      nodes
        .filter(({ type }) => type === 'receipt_line_added')
        .map(({ id }) => ({ at: id, what: 'deeper_effects', count: 1 })),
    )
  })
})

/** Where stories of sales begin: with somebody who comes, an ad that brings them, or an order. */
const ROOT = expect.stringMatching(/^(?:customer_entered|ad_impression|online_order_created)$/) as string

/** The plan of a shipment that has arrived. */
function arrived(): EventsByType['shipment_scheduled'] {
  const unloaded = only(events, 'shipment_unloaded').find(({ data }) => data.store_id !== null)
  const scheduled = only(events, 'shipment_scheduled').find(({ stream }) => stream === unloaded?.stream)
  if (scheduled === undefined) throw new Error('no shipment has arrived')
  return scheduled
}

describe('a shipment', () => {
  test('is told with the reorders that it fills back to the sales, and on to the shelves', async () => {
    const { id, stream: own, data } = arrived()
    const { shipment_id: name, lines } = data
    const { asked, nodes, left_out: leftOut } = await answer(name)
    expect(asked).toBe(eventIdText(id))
    const reorders = new Set(lines.map((each) => each.reorder_id))
    const reasons = nodes.filter(({ relation }) => relation === 'reason')
    const missing = leftOut.find(({ what }) => what === 'reasons')?.count ?? 0
    expect(reasons.length + missing).toBe(reorders.size)
    expect(reasons.every((node) => reorders.has(node.id) && node.type === 'reorder_triggered')).toBe(true)
    expect(nodes[0]).toMatchObject({ type: ROOT, relation: 'cause_of_reason', depth: 0, parent: null })
    const effects = nodes.filter(({ relation }) => relation === 'effect').map(({ type }) => type)
    expect(effects).toEqual(expect.arrayContaining(['shipment_loaded', 'inventory_updated', 'shipment_unloaded']))
    const steps = events.filter(({ stream }) => stream === own)
    expect(nodes.filter(({ stream }) => stream === own)).toHaveLength(steps.length)
  })

  test('is what fills the reorder that it was planned for', async () => {
    const { shipment_id: name, lines } = arrived().data
    const reorder = lines[0]?.reorder_id ?? ''
    const { nodes } = await answer(reorder)
    const filling = nodes.find(({ relation }) => relation === 'filled_by')
    expect(filling).toMatchObject({ type: 'shipment_scheduled', parent: reorder })
    expect(filling?.summary).toContain(`${name}, `)
    expect(nodes.findLast(({ depth }) => depth === 0)).toMatchObject({ type: ROOT, relation: 'cause' })
    const none = await answer(reorder, '--depth', '0')
    expect(none.nodes.some(({ relation }) => relation === 'filled_by')).toBe(false)
    expect(none.left_out).toContainEqual({ at: reorder, what: 'deeper_effects', count: 1 })
  })

  test('is told in two parts for people', async () => {
    const { stdout } = await history.run('why', arrived().data.shipment_id)
    expect(stdout).toMatch(
      /^From other stories, the reasons:\n.*(?:customer_entered|ad_impression|online_order_created)[^]* \(a reason\)\n[^]*\nIts own story:\n/,
    )
    expect(stdout).toMatch(/shipment_scheduled: .* <== asked\n/)
  })
})
