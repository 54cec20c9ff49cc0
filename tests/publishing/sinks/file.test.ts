import { appendFileSync, chmodSync, mkdirSync, rmdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { consoleSink } from '../../../src/publishing/sinks/console.ts'
import { openFileSink } from '../../../src/publishing/sinks/file.ts'
import { envelope, sinkContract } from '../../contracts/sink.ts'
import { temporaryFolder } from '../../database/temporary-database.ts'

const never = new AbortController().signal
let folder: ReturnType<typeof temporaryFolder>

beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(() => folder[Symbol.dispose]())

function lines(path: string): readonly string[] {
  const files = readdirSync(path).toSorted()
  return files.flatMap((file) => readFileSync(join(path, file), 'utf8').split('\n').filter(Boolean))
}

sinkContract('file', async () => {
  const own = temporaryFolder()
  const sink = await openFileSink({ directory: own.path, maxBytes: 1e6 })
  return {
    sink,
    arrived: async () => lines(own.path),
    async [Symbol.asyncDispose]() {
      await sink[Symbol.asyncDispose]()
      own[Symbol.dispose]()
    },
  }
})

sinkContract('console', async () => {
  let text = ''
  const output = new Writable({
    write(chunk, _encoding, done) {
      text += String(chunk)
      done()
    },
  })
  return {
    sink: consoleSink(output),
    arrived: async () => text.split('\n').filter(Boolean),
    [Symbol.asyncDispose]: async () => undefined,
  }
})

test('a file that is full is followed by the next, and a new start goes on in the last', async () => {
  const options = { directory: join(folder.path, 'new'), maxBytes: 1000 }
  for (const start of [0, 1]) {
    await using sink = await openFileSink(options)
    for (let number = start * 4; number < start * 4 + 4; number++) await sink.send(0, [envelope(number, 400)], never)
  }
  expect(readdirSync(options.directory).toSorted()).toEqual([
    'events-000001.ndjson',
    'events-000002.ndjson',
    'events-000003.ndjson',
  ])
  expect(lines(options.directory)).toEqual([0, 1, 2, 3, 4, 5, 6, 7].map((number) => envelope(number, 400).json))
})

test('a line that a crash has cut is cut off', async () => {
  const options = { directory: folder.path, maxBytes: 1e6 }
  {
    await using sink = await openFileSink(options)
    await sink.send(0, [envelope(1)], never)
  }
  appendFileSync(join(folder.path, 'events-000001.ndjson'), `{"number":2,"padd${'x'.repeat(100_000)}`)
  await using sink = await openFileSink(options)
  await sink.send(0, [envelope(2)], never)
  expect(lines(folder.path)).toEqual([envelope(1).json, envelope(2).json])
})

test('other files of the directory are left alone', async () => {
  writeFileSync(join(folder.path, 'notes.txt'), 'mine\n')
  mkdirSync(join(folder.path, 'events-000009'))
  await using sink = await openFileSink({ directory: folder.path, maxBytes: 1e6 })
  await sink.send(0, [envelope(1)], never)
  expect(readdirSync(folder.path).toSorted()).toEqual(['events-000001.ndjson', 'events-000009', 'notes.txt'])
  expect(readFileSync(join(folder.path, 'notes.txt'), 'utf8')).toBe('mine\n')
})

test('a directory that cannot be one is refused with its name', async () => {
  const file = join(folder.path, 'file')
  writeFileSync(file, '')
  chmodSync(file, 0o600)
  await expect(openFileSink({ directory: file, maxBytes: 1 })).rejects.toThrow(`cannot write to ${file}: `)
  await expect(openFileSink({ directory: file, maxBytes: 1 })).rejects.toMatchObject({ name: 'SinkRefused' })
})

test('a change of file that fails is tried again, and leaves nothing behind', async () => {
  await using sink = await openFileSink({ directory: folder.path, maxBytes: 10 })
  await sink.send(0, [envelope(1)], never)
  const next = join(folder.path, 'events-000002.ndjson')
  mkdirSync(next)
  for (let attempt = 0; attempt < 3; attempt++) {
    await expect(sink.send(0, [envelope(2)], never)).rejects.toThrow('EISDIR')
  }
  rmdirSync(next)
  await sink.send(0, [envelope(2)], never)
  expect(readdirSync(folder.path).toSorted()).toEqual(['events-000001.ndjson', 'events-000002.ndjson'])
  expect(lines(folder.path)).toEqual([envelope(1).json, envelope(2).json])
})
