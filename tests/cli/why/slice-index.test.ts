import { expect, test } from 'vitest'
import { sliceHolding } from '../../../src/cli/why/slice-index.ts'
import { bookkeepingEvent, SLICE_RECORDED } from '../../../src/event-store/bookkeeping.ts'
import type { RecordedEvent } from '../../../src/event-store/port.ts'
import { RUN_STREAM } from '../../../src/run-history.ts'

const SLICES = 5000

/** A run of slices of ten milliseconds, with a note behind every third; counts the events that are read. */
function longRun() {
  const events: RecordedEvent[] = []
  const note = (type: string, occurredAt: number, data: object) => {
    const revision = events.length
    const event = bookkeepingEvent(RUN_STREAM, revision, { type, occurredAt, data })
    events.push({ ...event, stream: RUN_STREAM, revision, position: BigInt(revision) })
  }
  note('simulation_started', 0, {})
  for (let slice = 1; slice <= SLICES; slice++) {
    const [from, to] = [slice * 10, slice * 10 + 10]
    note(SLICE_RECORDED, to, { slice, from, to, event_count: 1, after_position: null })
    if (slice % 3 === 0) note('simulation_extended', to, {})
  }
  const run = {
    reads: 0,
    revisionOf: async () => events.length - 1,
    async *readStream(_: string, from = 0) {
      for (const event of events.slice(from)) {
        run.reads++
        yield event
      }
    },
  }
  return run
}

test.each([
  [10, 1],
  [19, 1],
  [20, 2],
  [35, 3],
  [49_999, 4999],
  [50_009, 5000],
])('the slice that holds millisecond %i is the %ith', async (at, number) => {
  expect((await sliceHolding(longRun(), at))?.number).toBe(number)
})

test.each([9, 50_010])('no slice holds millisecond %i, which is outside the log', async (at) => {
  expect(await sliceHolding(longRun(), at)).toBeUndefined()
})

test('a long log takes a few reads', async () => {
  const run = longRun()
  await sliceHolding(run, 33_333)
  expect(run.reads).toBeLessThan(20)
})
