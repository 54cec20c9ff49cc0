import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { simulateCompany } from '../../src/retail/company-simulation.ts'
import { dealShares, joinShares } from '../../src/retail/share.ts'
import { type EncodedSnapshot, encodeState, openSnapshots, type Snapshot, type Snapshots } from '../../src/snapshots.ts'
import { temporaryFolder } from '../database/temporary-database.ts'
import { eventsUntil, smallCompany } from '../retail/simulated.ts'

const company = smallCompany()
const simulation = simulateCompany(company)
eventsUntil(simulation, Date.UTC(2024, 2, 4, 18))
const [share] = dealShares(company, 1)
const kept = { share, state: simulation.snapshot() }

let folder: ReturnType<typeof temporaryFolder>
beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(() => folder[Symbol.dispose]())

function snapshot(slice: number, change: Partial<EncodedSnapshot> = {}): EncodedSnapshot {
  const place = { logId: 'log', modelVersion: 1, slice, position: BigInt(slice * 100), now: slice }
  return { ...place, shares: [encodeState(kept)], ...change }
}

/** The first candidate for a log that has so many slices. */
function newest(snapshots: Snapshots, logId: string, modelVersion: number, slices: number): Snapshot | undefined {
  return [...snapshots.candidates(logId, modelVersion, slices)][0]
}

function files(): string[] {
  return readdirSync(folder.path).toSorted()
}

test('a snapshot gives back the state, and what happens next', () => {
  const snapshots = openSnapshots(folder.path)
  snapshots.save(snapshot(7))
  const found = newest(snapshots, 'log', 1, 7)
  expect(found).toEqual({ ...snapshot(7), shares: [kept] })
  const continued = simulateCompany(company, joinShares(company, found?.shares ?? []))
  const original = simulateCompany(company)
  const until = Date.UTC(2024, 2, 4, 20)
  const all = eventsUntil(original, until)
  const rest = eventsUntil(continued, until)
  expect(rest.length).toBeGreaterThan(50)
  expect(rest).toEqual(all.slice(-rest.length))
})

test('a folder that does not exist holds none, and is made with the first', () => {
  const snapshots = openSnapshots(join(folder.path, 'new'))
  expect(newest(snapshots, 'log', 1, 100)).toBeUndefined()
  snapshots.save(snapshot(1))
  expect(newest(snapshots, 'log', 1, 100)?.slice).toBe(1)
})

test('the newest and the one before it are kept', () => {
  const snapshots = openSnapshots(folder.path)
  for (const slice of [1, 2, 10]) snapshots.save(snapshot(slice))
  expect(files()).toEqual(['0000000002.snapshot', '0000000010.snapshot'])
})

test('a log that was begun anew is not bothered by snapshots of its predecessor that reach further', () => {
  const snapshots = openSnapshots(folder.path)
  for (const slice of [98, 99]) snapshots.save(snapshot(slice, { logId: 'predecessor' }))
  snapshots.save(snapshot(3))
  expect(newest(snapshots, 'log', 1, 3)?.slice).toBe(3)
})

function newestAfter(damage: (path: string) => void) {
  const snapshots = openSnapshots(folder.path)
  for (const slice of [1, 2]) snapshots.save(snapshot(slice))
  damage(join(folder.path, '0000000002.snapshot'))
  return newest(snapshots, 'log', 1, 100)?.slice
}

describe('passed over is', () => {
  test.each<[string, (bytes: Buffer) => Buffer]>([
    ['cut off', (bytes) => bytes.subarray(0, bytes.length - 1)],
    ['cut off in its head', (bytes) => bytes.subarray(0, 30)],
    ['empty', () => Buffer.alloc(0)],
    ['of another kind', () => Buffer.from('PK\u0003\u0004')],
    ['changed in its state', (bytes) => flipped(bytes, bytes.length - 10)],
    ['changed in its checksum', (bytes) => flipped(bytes, 30)],
    ['of another format', (bytes) => flipped(bytes, 20)],
  ])('a file that is %s', (_, damage) => {
    expect(newestAfter((path) => writeFileSync(path, damage(readFileSync(path))))).toBe(1)
  })

  test('a file that was not finished', () => {
    expect(newestAfter((path) => writeFileSync(join(dirname(path), '0000000003.snapshot.unfinished'), 'half'))).toBe(2)
  })

  test.each<[string, Partial<EncodedSnapshot>]>([
    ['one of another log', { logId: 'another' }],
    ['one of another model version', { modelVersion: 2 }],
    ['one that reaches further than the log', { slice: 9 }],
  ])('%s', (_, change) => {
    const snapshots = openSnapshots(folder.path)
    snapshots.save(snapshot(1))
    snapshots.save(snapshot(2, change))
    expect(newest(snapshots, 'log', 1, 8)?.slice).toBe(1)
  })
})

function flipped(bytes: Buffer, at: number): Buffer {
  const changed = Buffer.from(bytes)
  changed[at] = (changed[at] ?? 0) ^ 1
  return changed
}
