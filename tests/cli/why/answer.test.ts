import { describe, expect, test } from 'vitest'
import { answerWhy } from '../../../src/cli/why/answer.ts'
import { answerText } from '../../../src/cli/why/answer-text.ts'
import { MAX_EFFECTS } from '../../../src/cli/why/effects.ts'
import { MAX_REASONS } from '../../../src/cli/why/reason-forest.ts'
import { MAX_CHAIN } from '../../../src/cli/why/story.ts'
import { eventIdText } from '../../../src/simulation/event-id.ts'
import { happened, logOf } from './told-events.ts'

describe('an answer', () => {
  test('shows so many effects of one event, and counts the others', async () => {
    const root = happened(['shipment_loaded', 'shipment-D1S1-20240101-1', 1])
    const effects = Array.from({ length: MAX_EFFECTS + 3 }, () => happened(['x', 'dcDay-1_2024-01-01', 1], root))
    const { nodes, left_out: leftOut } = await answerWhy(logOf(root, ...effects), root, { depth: 1 })
    expect(nodes).toHaveLength(1 + MAX_EFFECTS)
    expect(leftOut).toEqual([{ at: eventIdText(root.id), what: 'effects', count: 3 }])
  })

  test('follows so many reasons of a shipment, and tells causes that they share once', async () => {
    const visit = happened(['customer_entered', 'storeDay-1_2024-01-01', 1])
    const reorders = Array.from({ length: MAX_REASONS + 2 }, () =>
      happened(['reorder_triggered', visit.stream, 1], visit),
    )
    const lines = reorders.map(({ id }) => ({ product_id: 1, units: 2, reorder_id: eventIdText(id) }))
    const scheduled = happened(['shipment_scheduled', 'shipment-D1S1-20240101-1', 5], null, { lines })
    const { nodes, left_out: leftOut } = await answerWhy(logOf(visit, ...reorders, scheduled), scheduled, { depth: 1 })
    expect(nodes.map(({ relation, depth }) => [relation, depth])).toEqual([
      ['cause_of_reason', 0],
      ...Array.from({ length: MAX_REASONS }, () => ['reason', 1]),
      ['asked', 0],
    ])
    expect(leftOut).toEqual([{ at: eventIdText(scheduled.id), what: 'reasons', count: 2 }])
  })

  test('says how much of a reorder no shipment has filled', async () => {
    const reorder = happened(['reorder_triggered', 'storeDay-7_2024-01-01', 1], null, {
      store_id: 7,
      dc_id: null,
      product_id: 8,
      reorder_quantity: 5,
    })
    const shipment = (name: string, units: number) =>
      happened(['shipment_scheduled', `shipment-${name}`, 30], null, {
        shipment_id: name,
        lines: [{ product_id: 1, units, reorder_id: eventIdText(reorder.id) }],
      })
    const near = [shipment('D1S7-20240101-1', 1), shipment('D1S7-20240103-1', 2)]
    const elsewhere = [shipment('D1S8-20240102-1', 1), shipment('D1S7-20240301-1', 1), shipment('P1D7-20240102-1', 1)]
    const { nodes } = await answerWhy(logOf(reorder, ...near, ...elsewhere), reorder, { depth: 1 })
    expect(nodes.map(({ relation, summary }) => [relation, summary])).toEqual([
      ['asked', 'store 7, product 8, 5 units; on shipments within 28 days: 3 of 5 units'],
      ['filled_by', 'D1S7-20240101-1, 1 line; 1 of 5 units of product 8'],
      ['filled_by', 'D1S7-20240103-1, 1 line; 2 of 5 units of product 8'],
    ])
  })

  test('counts what a shipment takes in later, and not what its truck leaves behind', async () => {
    const reorder = happened(['reorder_triggered', 'dcDay-1_2024-01-01', 1], null, {
      store_id: null,
      dc_id: 1,
      product_id: 8,
      reorder_quantity: 9,
    })
    const reorder_id = eventIdText(reorder.id)
    const stream = 'shipment-P3D1-20240101-1'
    const scheduled = happened(['shipment_scheduled', stream, 5], null, {
      lines: [{ units: 4, reorder_id: eventIdText(happened(['x', 'y', 1]).id) }],
    })
    const amended = happened(['shipment_scheduled', stream, 29], scheduled, { lines: [{ units: 9, reorder_id }] })
    const loaded = happened(['shipment_loaded', stream, 30], amended, {
      lines: [],
      left_behind: [{ units: 2, reorder_id }],
    })
    const log = logOf(reorder, scheduled, amended, loaded)
    const { nodes } = await answerWhy(log, reorder, { depth: 1 })
    expect(nodes.map(({ id, summary }) => [id, summary])).toEqual([
      [reorder_id, 'DC 1, product 8, 9 units; on shipments within 28 days: 7 of 9 units'],
      [eventIdText(amended.id), '1 line; 7 of 9 units of product 8'],
    ])
    const whole = await answerWhy(log, scheduled, { depth: 0 })
    expect(whole.nodes.map(({ id, relation }) => [id, relation])).toEqual([
      [reorder_id, 'reason'],
      [eventIdText(scheduled.id), 'asked'],
    ])
  })

  test('of a delay begins with the disruption that made the shipment late', async () => {
    const storm = happened(['disruption_started', 'disruption-D7', 1], null, { disruption_id: 'D7' })
    const scheduled = happened(['shipment_scheduled', 'shipment-D1S1-20240101-1', 2], null, { lines: [] })
    const delayed = happened(['shipment_delayed', scheduled.stream, 3], scheduled, { disruption_id: 'D7' })
    const { nodes } = await answerWhy(logOf(storm, scheduled, delayed), delayed, { depth: 1 })
    expect(nodes.map(({ relation, type }) => [relation, type])).toEqual([
      ['reason', 'disruption_started'],
      ['cause', 'shipment_scheduled'],
      ['asked', 'shipment_delayed'],
    ])
  })

  test('of a returned sale begins with the sale', async () => {
    const sold = happened(['receipt_created', 'storeDay-3_2024-01-01', 1], null, { receipt_id: 'R3-20240101-1' })
    const returned = happened(['receipt_created', 'storeDay-3_2024-01-02', 30], null, {
      receipt_id: 'R3-20240102-9',
      return_for_receipt_id: 'R3-20240101-1',
    })
    const { nodes } = await answerWhy(logOf(sold, returned), returned, { depth: 1 })
    expect(nodes.map(({ relation, summary }) => [relation, summary])).toEqual([
      ['reason', 'R3-20240101-1'],
      ['asked', 'R3-20240102-9'],
    ])
  })

  test('of a return that its sale has caused tells the sale once', async () => {
    const sold = happened(['receipt_created', 'storeDay-3_2024-01-01', 1], null, { receipt_id: 'R3-20240101-1' })
    const back = happened(['customer_entered', 'storeDay-3_2024-01-02', 30], sold)
    const refund = happened(['receipt_created', back.stream, 30], back, { return_for_receipt_id: 'R3-20240101-1' })
    const { nodes } = await answerWhy(logOf(sold, back, refund), refund, { depth: 1 })
    expect(nodes.map(({ id, relation }) => [id, relation])).toEqual([
      [eventIdText(sold.id), 'cause'],
      [eventIdText(back.id), 'cause'],
      [eventIdText(refund.id), 'asked'],
    ])
  })

  test('leaves out the causes of a reason behind a limit, and says so', async () => {
    const causes = [happened(['x', 'storeDay-1_2024-01-01', 1])]
    while (causes.length <= MAX_CHAIN) causes.push(happened(['x', 'storeDay-1_2024-01-01', 1], causes.at(-1)))
    const lines = [{ product_id: 1, units: 2, reorder_id: eventIdText(causes[MAX_CHAIN].id) }]
    const scheduled = happened(['shipment_scheduled', 'shipment-D1S1-20240101-1', 5], null, { lines })
    const { left_out: leftOut } = await answerWhy(logOf(...causes, scheduled), scheduled, { depth: 1 })
    expect(leftOut).toEqual([{ at: eventIdText(causes[1].id), what: 'causes', count: 1 }])
  })
})

describe('what is left out', () => {
  test('is one line for each limit', async () => {
    const root = happened(['shipment_loaded', 'shipment-D1S1-20240101-1', 1])
    const effects = [happened(['x', root.stream, 1], root), happened(['x', root.stream, 1], root)]
    const below = effects.flatMap((effect) => [
      happened(['y', root.stream, 2], effect),
      happened(['y', root.stream, 2], effect),
    ])
    const answer = await answerWhy(logOf(root, ...effects, ...below), root, { depth: 1 })
    expect(answer.left_out).toHaveLength(2)
    expect(answerText(answer, 1).split('\n').slice(3)).toEqual(['', 'Left out: 4 effects below 2 events (--depth 1)'])
  })
})
