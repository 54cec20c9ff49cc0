import { expect, test } from 'vitest'
import { AppendTooLarge, type ProposedEvent, WrongExpectedRevision } from '../../src/event-store/port.ts'
import type { ContractContext } from './event-store.ts'
import { collect, proposedEvent, proposedEvents } from './proposed-events.ts'

const STREAM = 'storeDay-1_2024-01-01'

/** What appending promises. */
export function appendContract({ store, reopen }: ContractContext): void {
  const ids = async (stream: string) => (await collect(store().readStream(stream))).map(({ id }) => id)

  test('revisions are dense from 0 and the last one is reported', async () => {
    const first = await store().append(STREAM, proposedEvents(0, 3), 'no-stream')
    const second = await store().append(STREAM, proposedEvents(3, 2), 2)
    expect([first.revision, second.revision]).toEqual([2, 4])
    expect(second.position > first.position).toBe(true)
    expect((await collect(store().readStream(STREAM))).map(({ revision }) => revision)).toEqual([0, 1, 2, 3, 4])
    expect(await store().revisionOf(STREAM)).toBe(4)
  })

  test('the reported position is that of the last event appended', async () => {
    const { position } = await store().append(STREAM, proposedEvents(0, 3), 'no-stream')
    expect((await collect(store().readStream(STREAM))).at(-1)?.position).toBe(position)
  })

  test('a stream that exists is not begun again', async () => {
    await store().append(STREAM, proposedEvents(0, 2), 'no-stream')
    const refused = store().append(STREAM, proposedEvents(2, 1), 'no-stream')
    await expect(refused).rejects.toMatchObject({ stream: STREAM, expected: 'no-stream', actual: 1 })
    await expect(refused).rejects.toBeInstanceOf(WrongExpectedRevision)
  })

  test('a stream that does not exist is not continued', async () => {
    const refused = store().append(STREAM, proposedEvents(0, 1), 0)
    await expect(refused).rejects.toMatchObject({ expected: 0, actual: 'no-stream' })
    expect(await store().revisionOf(STREAM)).toBeUndefined()
  })

  test.each([0, 2])('an append at revision %i of a stream that is at 1 names both and changes nothing', async (at) => {
    await store().append(STREAM, proposedEvents(0, 2), 'no-stream')
    const refused = store().append(STREAM, proposedEvents(5, 3), at)
    await expect(refused).rejects.toBeInstanceOf(WrongExpectedRevision)
    await expect(refused).rejects.toMatchObject({ expected: at, actual: 1 })
    expect(await ids(STREAM)).toEqual(proposedEvents(0, 2).map(({ id }) => id))
  })

  test('of two writers that continue one stream at once exactly one wins', async () => {
    await store().append(STREAM, proposedEvents(0, 1), 'no-stream')
    const outcomes = await Promise.allSettled([
      store().append(STREAM, proposedEvents(10, 2), 0),
      store().append(STREAM, proposedEvents(20, 3), 0),
    ])
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const winner = outcomes[0].status === 'fulfilled' ? proposedEvents(10, 2) : proposedEvents(20, 3)
    expect(await ids(STREAM)).toEqual([...proposedEvents(0, 1), ...winner].map(({ id }) => id))
  })

  test('appends to many streams at once all succeed', async () => {
    const streams = Array.from({ length: 20 }, (_, index) => `shipment-${index}`)
    await Promise.all(streams.map((stream, index) => store().append(stream, proposedEvents(index, 2), 'no-stream')))
    for (const [index, stream] of streams.entries()) {
      expect(await ids(stream)).toEqual(proposedEvents(index, 2).map(({ id }) => id))
    }
  })

  test('the same append again succeeds with the same result and changes nothing', async () => {
    const first = await store().append(STREAM, proposedEvents(0, 3), 'no-stream')
    const second = await store().append(STREAM, proposedEvents(3, 2), 2)
    expect(await store().append(STREAM, proposedEvents(0, 3), 'no-stream')).toEqual(first)
    expect(await store().append(STREAM, proposedEvents(3, 2), 2)).toEqual(second)
    expect(await ids(STREAM)).toHaveLength(5)
  })

  test('the same append again succeeds after the log was opened again', async () => {
    const first = await store().append(STREAM, proposedEvents(0, 3), 'no-stream')
    await reopen()
    expect(await store().append(STREAM, proposedEvents(0, 3), 'no-stream')).toEqual(first)
    expect(await ids(STREAM)).toHaveLength(3)
    expect((await store().append(STREAM, proposedEvents(3, 1), 2)).revision).toBe(3)
  })

  test('an append that overlaps the last one in part is refused', async () => {
    await store().append(STREAM, proposedEvents(0, 3), 'no-stream')
    const longer = store().append(STREAM, proposedEvents(0, 4), 'no-stream')
    await expect(longer).rejects.toBeInstanceOf(WrongExpectedRevision)
    expect(await ids(STREAM)).toHaveLength(3)
  })

  test('events of another identity at the same place are refused', async () => {
    await store().append(STREAM, proposedEvents(0, 2), 'no-stream')
    const other = store().append(STREAM, [proposedEvent(0), proposedEvent(7)], 'no-stream')
    await expect(other).rejects.toBeInstanceOf(WrongExpectedRevision)
    expect(await ids(STREAM)).toEqual(proposedEvents(0, 2).map(({ id }) => id))
  })

  test('the same event may stand in two streams', async () => {
    const events = proposedEvents(0, 1)
    await Promise.all([store().append('a-1', events, 'no-stream'), store().append('a-2', events, 'no-stream')])
    expect([...(await ids('a-1')), ...(await ids('a-2'))]).toEqual([events[0].id, events[0].id])
  })

  test('an append of no events is refused', async () => {
    await expect(store().append(STREAM, [], 'no-stream')).rejects.toBeInstanceOf(RangeError)
  })

  test.each([-1, 1.5, Number.NaN])('an expected revision of %d is refused', async (expected) => {
    await expect(store().append(STREAM, proposedEvents(0, 1), expected)).rejects.toBeInstanceOf(RangeError)
  })

  test('an append of more than a million events is refused', async () => {
    const many = Array<ProposedEvent>(1_000_001).fill(proposedEvent(1))
    await expect(store().append(STREAM, many, 'no-stream')).rejects.toBeInstanceOf(AppendTooLarge)
    expect(await store().revisionOf(STREAM)).toBeUndefined()
  })

  test('an append of more than 64 MiB is refused and leaves nothing', async () => {
    const text = 'x'.repeat(850_000)
    const many = Array.from({ length: 80 }, (_, index) => proposedEvent(index, { data: { text } }))
    await expect(store().append(STREAM, many, 'no-stream')).rejects.toBeInstanceOf(AppendTooLarge)
    expect(await store().revisionOf(STREAM)).toBeUndefined()
  })
}
