import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, readFile, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openEmbeddedEventStore } from '../../src/event-store/embedded.ts'
import { EventStoreUnavailable } from '../../src/event-store/port.ts'
import { collect, proposedEvent, proposedEvents } from '../contracts/proposed-events.ts'
import { temporaryFolder } from './embedded-log.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let file: string

beforeEach(async () => {
  folder = await temporaryFolder()
  file = join(folder.path, 'events.sqlite')
})

afterEach(() => folder[Symbol.asyncDispose]())

async function writeLog(count: number): Promise<void> {
  await using store = await openEmbeddedEventStore(folder.path)
  for (let at = 0; at < count; at += 500) {
    await store.append('a-1', proposedEvents(at, Math.min(500, count - at)), at === 0 ? 'no-stream' : at - 1)
  }
}

async function refusal(options = {}): Promise<string> {
  const opening = openEmbeddedEventStore(folder.path, options)
  await expect(opening).rejects.toBeInstanceOf(EventStoreUnavailable)
  return opening.then(
    () => '',
    (error: Error) => error.message,
  )
}

test('folders that do not exist are created', async () => {
  const deep = join(folder.path, 'not', 'there')
  await using store = await openEmbeddedEventStore(deep)
  expect(existsSync(store.file)).toBe(true)
})

test('a folder that is a file is refused', async () => {
  await writeFile(join(folder.path, 'occupied'), '')
  const opening = openEmbeddedEventStore(join(folder.path, 'occupied'))
  await expect(opening).rejects.toBeInstanceOf(EventStoreUnavailable)
  await expect(opening).rejects.toThrow(/occupied.*check that the folder exists/)
})

test('a file of something else is refused and left as it is', async () => {
  await writeFile(file, 'receipt,total\n1,2\n')
  expect(await refusal()).toBe(`${file} is not an event log: restore it from a copy, or name another folder`)
  expect(await readFile(file, 'utf8')).toBe('receipt,total\n1,2\n')
})

test('the database of something else is refused', async () => {
  const other = new DatabaseSync(file)
  other.exec('CREATE TABLE receipts (id INTEGER)')
  other.close()
  expect(await refusal()).toBe(`${file} is a SQLite file but not an event log: name another folder`)
})

test('a log of a newer program is refused', async () => {
  await writeLog(10)
  const database = new DatabaseSync(file)
  database.exec('PRAGMA user_version = 2')
  database.close()
  expect(await refusal()).toBe(`${file} has format 2, this program reads up to 1: use the newer program that wrote it`)
})

test.each([0.5, 0.9])('a log that was cut off at %d of its length is refused', async (part) => {
  await writeLog(4000)
  const { length } = await readFile(file)
  await truncate(file, Math.floor(length * part))
  const message = await refusal()
  expect(message).toContain(file)
  expect(message).toContain('the file is damaged: restore it from a copy, or delete it and generate again')
})

test('a changed byte within an event is noticed when it is read', async () => {
  {
    await using store = await openEmbeddedEventStore(folder.path)
    await store.append('a-1', [proposedEvent(0, { data: { text: 'twelve euros' } })], 'no-stream')
  }
  const bytes = await readFile(file)
  bytes.write('eleven', bytes.indexOf('twelve euros'))
  await writeFile(file, bytes)
  await using store = await openEmbeddedEventStore(folder.path)
  const reading = collect(store.readStream('a-1'))
  await expect(reading).rejects.toBeInstanceOf(EventStoreUnavailable)
  await expect(reading).rejects.toThrow(/events\.sqlite: the checksum of a row differs; the file is damaged/)
})

test('a damaged page is noticed when a small log is opened', async () => {
  await writeLog(2000)
  const bytes = await readFile(file)
  bytes.fill(0xee, bytes.length - 16_384)
  await writeFile(file, bytes)
  expect(await refusal()).toMatch(/events\.sqlite: .*the file is damaged/)
})

test('reading only needs a log and never makes one', async () => {
  expect(await refusal({ readOnly: true })).toBe(`no event log at ${file}: generate one first, or name its folder`)
  expect(existsSync(file)).toBe(false)
})

test('a log that was opened for reading only refuses appends', async () => {
  await writeLog(10)
  await using store = await openEmbeddedEventStore(folder.path, { readOnly: true })
  await expect(store.append('a-1', proposedEvents(10, 1), 9)).rejects.toThrow(/opened for reading only/)
  expect(await collect(store.readStream('a-1'))).toHaveLength(10)
})

test('a log that was never closed is read with all that was committed', async () => {
  await using writer = await openEmbeddedEventStore(folder.path)
  await writer.append('a-1', proposedEvents(0, 3), 'no-stream')
  await using reader = await openEmbeddedEventStore(folder.path, { readOnly: true })
  expect(await reader.revisionOf('a-1')).toBe(2)
})

/** Windows has no such permission on folders. */
test.skipIf(process.platform === 'win32')(
  'a folder that this user may not write is refused for writing, and readable',
  async () => {
    await writeLog(10)
    await chmod(file, 0o444)
    await chmod(folder.path, 0o555)
    const child = fileURLToPath(new URL('./read-only-child.ts', import.meta.url))
    const lines = execFileSync(process.execPath, [child, folder.path], { encoding: 'utf8' }).trim().split('\n')
    await chmod(folder.path, 0o755)
    expect(lines).toEqual([
      expect.stringMatching(/^EventStoreUnavailable: .*events\.sqlite: EACCES.*this user may read and write it$/),
      expect.stringMatching(
        /^EventStoreUnavailable: .*below\/events\.sqlite: EACCES.*this user may read and write it$/,
      ),
      '10',
    ])
  },
)
