import { DatabaseSync } from 'node:sqlite'
import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { type EmbeddedEventStore, openEmbeddedEventStore } from '../../src/event-store/embedded.ts'
import { eventsOf } from '../../src/event-store/port.ts'
import { createRecorder } from '../../src/event-store/recorder.ts'
import { endBefore, startOfDay } from '../../src/retail/company.ts'
import { eventDefinitions } from '../../src/retail/events.ts'
import { dealShares } from '../../src/retail/share.ts'
import { sliceEnds } from '../../src/retail/slice-ends.ts'
import { zoneTables } from '../../src/time/time-zone.ts'
import { type CompanySlice, type SharesStart, startShares } from '../../src/workers/shares.ts'
import { WorkerEnded } from '../../src/workers/share-thread.ts'
import { temporaryFolder } from '../database/temporary-database.ts'
import { dictionaries, smallCompany } from '../retail/simulated.ts'

const company = smallCompany({
  volume: { stores: 6, dcs: 3, total_geographies: 30, total_customers: 300, marketing_impressions_per_day: 300 },
})
const FROM = startOfDay(company, company.startDay)
const UNTIL = endBefore(company, company.startDay + 1)

function start(workers: number, change: Partial<SharesStart> = {}): SharesStart {
  const { config, master, root } = company
  const typeNames = [...eventDefinitions.keys()]
  const shares = dealShares(company, workers)
  const parts = { config, dictionaries, master, root, shares, state: undefined, from: FROM, typeNames }
  return { ...parts, zoneTables: zoneTables(), ...change }
}

/** The slices of a day as so many workers make them; three are under way at a time. */
async function* slicesOf(workers: number, typeNames: readonly string[]) {
  await using shares = startShares(start(workers, { typeNames }))
  const next = sliceEnds(company, 1000)
  const asked: Array<{ from: number; to: number; slice: Promise<CompanySlice> }> = []
  for (let from = FROM; from < UNTIL || asked.length > 0; ) {
    while (asked.length < 3 && from < UNTIL) {
      const to = next(from, UNTIL)
      asked.push({ from, to, slice: shares.simulate(to) })
      from = to
    }
    const first = asked.shift()
    if (first === undefined) return
    const { streams, tables, release } = await first.slice
    yield { from: first.from, to: first.to, streams, tables }
    release.streams()
    release.tables()
  }
}

/** Everything in the file of a log, to the byte, and the rows and changes of the tables in one order. */
async function madeBy(workers: number) {
  using folder = temporaryFolder()
  const rows: Record<string, string[]> = {}
  await using store = await openEmbeddedEventStore(folder.path)
  const recorder = await createRecorder(store, 'run-1')
  for await (const { tables, ...slice } of slicesOf(workers, packedTypes(store))) {
    await recorder.record(slice)
    for (const { table, data, changes } of tables) {
      rows[table] ??= []
      rows[table].push(...copyRows(data), ...Array.from(changes, (change) => inspect(change)))
    }
  }
  for (const table of Object.values(rows)) table.sort()
  return { rows, log: contents(store.file) }
}

/** Rows of binary COPY data, each as text: a count of fields, and for each field its length, -1 for null, and its bytes. */
function copyRows(data: Uint8Array): string[] {
  const bytes = Buffer.from(data)
  const rows: string[] = []
  for (let at = 0; at < bytes.length; ) {
    const start = at
    const fields = bytes.readInt16BE(at)
    at += 2
    for (let field = 0; field < fields; field++) at += 4 + Math.max(0, bytes.readInt32BE(at))
    rows.push(bytes.toString('base64', start, at))
  }
  return rows
}

function packedTypes(store: EmbeddedEventStore): readonly string[] {
  return store.packedTypes?.([...eventDefinitions.keys()]) ?? []
}

function contents(file: string): string[] {
  const database = new DatabaseSync(file, { readOnly: true })
  try {
    return database
      .prepare('SELECT s.name, a.* FROM appends a JOIN streams s ON s.key = a.stream ORDER BY first_position')
      .all()
      .map(({ events, ...place }) => JSON.stringify(place) + Buffer.from(events as Uint8Array).toString('base64'))
  } finally {
    database.close()
  }
}

test('workers make the same log, with the same positions and bytes, and the same tables, however many they are', async () => {
  const [one, ...others] = await Promise.all([1, 2, 3].map(madeBy))
  expect(one?.log.length).toBeGreaterThan(100)
  expect(Object.keys(one?.rows ?? {}).length).toBeGreaterThan(15)
  for (const other of others) expect(other).toEqual(one)
})

describe('a worker that fails', () => {
  test('stops the run with its error, which every later question gets too', async () => {
    await using shares = startShares(start(2, { typeNames: ['receipt_created'] }))
    const [first, second] = [shares.simulate(FROM + 1000), shares.simulate(UNTIL)]
    await expect(first).rejects.toThrow(/^event type "\w+" has no code$/)
    await expect(second).rejects.toThrow(/has no code$/)
    await expect(shares.save()).rejects.toThrow(/has no code$/)
  })

  test('before it begins, too', async () => {
    await using shares = startShares(start(1, { master: { ...company.master, stores: [] } }))
    await expect(shares.simulate(UNTIL)).rejects.toThrow(TypeError)
  })

  test('by ending, says so', async () => {
    const shares = startShares(start(1))
    const asked = shares.simulate(UNTIL)
    await shares[Symbol.asyncDispose]()
    await expect(asked).rejects.toThrow(WorkerEnded)
  })
})

test('packed events are unpacked for those who need them', async () => {
  const typeNames = [...eventDefinitions.keys()]
  const { value: slice } = await slicesOf(1, typeNames).next()
  const events = (slice?.streams ?? []).flatMap((stream) => eventsOf(stream.events))
  expect(events.length).toBeGreaterThan(10)
  expect(events.every(({ type, data }) => eventDefinitions.get(type)?.schema.safeParse(data).success)).toBe(true)
})
