import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { digestLog } from '../../src/digest/log-digest.ts'
import { type EmbeddedEventStore, openEmbeddedEventStore } from '../../src/event-store/embedded.ts'
import { byStream } from '../../src/event-store/packed-streams.ts'
import { createRecorder } from '../../src/event-store/recorder.ts'
import { resume } from '../../src/resume.ts'
import { startOfDay } from '../../src/retail/company.ts'
import { type CompanySimulation, simulateCompany } from '../../src/retail/company-simulation.ts'
import type { RetailEvent } from '../../src/retail/events.ts'
import { MODEL_VERSION } from '../../src/retail/model-version.ts'
import { dealShares } from '../../src/retail/share.ts'
import { eventIdText } from '../../src/simulation/event-id.ts'
import { encodeState, openSnapshots, type Snapshots } from '../../src/snapshots.ts'
import { HOUR } from '../../src/time/sim-time.ts'
import { temporaryFolder } from '../database/temporary-database.ts'
import { eventsUntil, smallCompany } from '../retail/simulated.ts'

const company = smallCompany()
const START = startOfDay(company, company.startDay)
const [share] = dealShares(company, 1)
const SLICES = 4
const SLICE = 6 * HOUR

let folder: ReturnType<typeof temporaryFolder>
let store: EmbeddedEventStore
let snapshots: Snapshots
beforeEach(async () => {
  folder = temporaryFolder()
  store = await openEmbeddedEventStore(folder.path)
  snapshots = openSnapshots(join(folder.path, 'snapshots'))
})
afterEach(async () => {
  await store[Symbol.asyncDispose]()
  folder[Symbol.dispose]()
})

type Tamper = (events: RetailEvent[]) => void

/** Records a day in four slices; `tamper` may change the third, `after` says which slice leaves a snapshot. */
async function record({ tamper, after }: { tamper?: Tamper; after?: number } = {}): Promise<CompanySimulation> {
  const simulation = simulateCompany(company)
  const recorder = await createRecorder(store, 'run-1')
  eventsUntil(simulation, START)
  for (let number = 1; number <= SLICES; number++) {
    const [from, to] = [START + (number - 1) * SLICE, START + number * SLICE]
    const events = eventsUntil(simulation, to)
    if (number === 3) tamper?.(events)
    const { upTo } = await recorder.record({ from, to, streams: byStream(events, () => false) })
    const place = { logId: 'log', modelVersion: MODEL_VERSION, slice: number, position: upTo, now: to }
    if (number === after) snapshots.save({ ...place, shares: [encodeState({ share, state: simulation.snapshot() })] })
  }
  return simulation
}

async function resumed(tell: (line: string) => void = () => undefined): Promise<CompanySimulation> {
  const { signal } = new AbortController()
  const recorder = await createRecorder(store, 'run-1')
  return (await resume({ company, store, recorder, snapshots, logId: 'log', commands: [], signal, tell })).simulation
}

test.each([
  ['without a snapshot', undefined],
  ['from a snapshot in the middle', 2],
  ['from a snapshot at the end', SLICES],
])('%s, the simulation is where the log ends, and goes on as if nothing had been', async (_, after) => {
  const undisturbed = await record(after === undefined ? {} : { after })
  const continued = await resumed()
  expect(continued.kernel.now).toBe(START + SLICES * SLICE)
  expect(eventsUntil(continued, START + 8 * SLICE)).toEqual(eventsUntil(undisturbed, START + 8 * SLICE))
  // With a snapshot, what lies before it is not simulated again.
  expect(continued.kernel.handled < undisturbed.kernel.handled).toBe(after !== undefined)
})

test('what no snapshot covers is simulated again, and that is told', async () => {
  await record({ after: 1 })
  const told: string[] = []
  await resumed((line) => told.push(line))
  expect(told).toEqual([`simulating ${SLICES - 1} slices again that no snapshot covers`])
})

test('an empty log is resumed at the first instant', async () => {
  const continued = await resumed()
  expect(eventsUntil(continued, START + SLICE)).toEqual(eventsUntil(simulateCompany(company), START + SLICE))
})

describe('a log that the simulation does not lead to', () => {
  test.each<[string, Tamper, RegExp]>([
    [
      'has another event',
      (events) => changeId(events, 4),
      /event 5 of slice 3 is (\w+) \S{36} in the log and \1 \S{36} now/,
    ],
    ['has an event less', (events) => void events.pop(), /of slice 3 is nothing in the log and \w+ \S{36} now/],
    ['has an event more', (events) => addOne(events), /of slice 3 is \w+ \S{36} in the log and nothing now/],
  ])('because it %s is refused and left as it is', async (_, tamper, message) => {
    await record({ tamper })
    const before = await digestLog(store)
    const refused = expect(resumed()).rejects
    await refused.toThrow(message)
    await refused.toThrow(/The log was written by another version of Tillstream or with other dictionaries/)
    await refused.toMatchObject({ name: 'SimulationDiverged' })
    expect(await digestLog(store)).toEqual(before)
  })

  test('is not looked at again before a snapshot', async () => {
    await record({ tamper: (events) => changeId(events, 4), after: 3 })
    expect((await resumed()).kernel.now).toBe(START + SLICES * SLICE)
  })
})

function changeId(events: RetailEvent[], index: number): void {
  const event = events[index]
  if (event === undefined) throw new Error('the slice is too short')
  events[index] = { ...event, id: { ...event.id, c: event.id.c ^ 1 } }
}

function addOne(events: RetailEvent[]): void {
  const last = events.at(-1)
  if (last === undefined) throw new Error('the slice is empty')
  const extra = { ...last, id: { ...last.id, c: last.id.c ^ 1 }, sequence: last.sequence + 1 }
  if (eventIdText(extra.id) === eventIdText(last.id)) throw new Error('the same event')
  events.push(extra)
}
