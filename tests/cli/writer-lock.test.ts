import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  DataDirectoryError,
  isDataDirectory,
  MARKER,
  openDataDirectory,
  requireDataDirectory,
} from '../../src/cli/data-directory.ts'
import { acquireWriter, currentWriter } from '../../src/cli/writer-lock.ts'

const LOCK_MODULE = fileURLToPath(new URL('../../src/cli/writer-lock.ts', import.meta.url))
const NODE = fileURLToPath(new URL('../../node_modules/.bin/node', import.meta.url))

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tillstream-lock-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Another process that becomes the writer and stays it until killed. */
async function otherWriter() {
  const program = `
    const { acquireWriter } = await import(${JSON.stringify(LOCK_MODULE)})
    globalThis.held = acquireWriter(${JSON.stringify(folder)})
    console.log('held')
    setInterval(() => {}, 1000)`
  const child = spawn(NODE, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(createInterface(child.stdout), 'line')
  return child
}

test('a second writer is refused with the process id of the first', async () => {
  const child = await otherWriter()
  try {
    expect(() => acquireWriter(folder)).toThrow(
      new RegExp(
        `^${folder} is being written by process ${child.pid} \\(since \\d{4}-.*Z\\); wait for it, or stop it first$`,
      ),
    )
    expect(currentWriter(folder)?.pid).toBe(child.pid)
  } finally {
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
})

test('the lock of a killed process is free at once', async () => {
  const child = await otherWriter()
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect(currentWriter(folder)).toBeUndefined()
  using writer = acquireWriter(folder)
  expect(writer).toBeDefined()
  expect(currentWriter(folder)?.pid).toBe(process.pid)
})

test('the id of a dead writer that another process got does not hold the lock', () => {
  writeFileSync(join(folder, 'writer.lock'), '')
  writeFileSync(join(folder, 'writer.json'), JSON.stringify({ pid: process.ppid, since: '2024-01-01T00:00:00.000Z' }))
  expect(currentWriter(folder)).toBeUndefined()
  using writer = acquireWriter(folder)
  expect(writer).toBeDefined()
})

test('one process cannot be the writer twice, and can again after letting go', () => {
  const first = acquireWriter(folder)
  expect(() => acquireWriter(folder)).toThrow(DataDirectoryError)
  first[Symbol.dispose]()
  using again = acquireWriter(folder)
  expect(again).toBeDefined()
})

test('of many that want to write at the same time exactly one does', async () => {
  const program = `
    const { acquireWriter } = await import(${JSON.stringify(LOCK_MODULE)})
    process.stdin.once('data', () => {
      try { globalThis.held = acquireWriter(${JSON.stringify(folder)}); console.log('held') }
      catch (error) { console.log(error.name) }
    })
    console.log('ready')`
  const children = Array.from({ length: 4 }, () =>
    spawn(NODE, ['--input-type=module', '-e', program], { stdio: ['pipe', 'pipe', 'inherit'] }),
  )
  const readers = children.map((child) => createInterface(child.stdout)[Symbol.asyncIterator]())
  await Promise.all(readers.map((reader) => reader.next()))
  for (const child of children) child.stdin.write('go\n')
  const answers = await Promise.all(readers.map(async (reader) => (await reader.next()).value as string))
  expect(answers.toSorted()).toEqual(['DataDirectoryError', 'DataDirectoryError', 'DataDirectoryError', 'held'])
  for (const child of children) child.kill('SIGKILL')
})

test('a directory that does not exist or is empty becomes a data directory', () => {
  for (const path of [folder, join(folder, 'a', 'b')]) {
    expect(isDataDirectory(path)).toBe(false)
    openDataDirectory(path)
    expect(isDataDirectory(path)).toBe(true)
    openDataDirectory(path)
    rmSync(join(folder, MARKER), { force: true })
  }
})

test('a directory with something else in it does not', () => {
  writeFileSync(join(folder, 'thesis.doc'), '')
  expect(() => openDataDirectory(folder)).toThrow(
    `${folder} is not a data directory and not empty (it holds thesis.doc); name another with --data`,
  )
  expect(isDataDirectory(folder)).toBe(false)
})

test('a newer layout is refused', () => {
  writeFileSync(join(folder, MARKER), '{"data_directory": 99}')
  expect(() => openDataDirectory(folder)).toThrow(`${folder} was made by a newer Tillstream (layout 99, known: 1)`)
})

test('a path that is a file is refused', () => {
  const path = join(folder, 'file')
  writeFileSync(path, '')
  expect(() => openDataDirectory(path)).toThrow(`${path} cannot be made a directory (EEXIST)`)
})

test('commands that only read insist on a data directory', () => {
  expect(() => requireDataDirectory(folder)).toThrow(`${folder} is not a Tillstream data directory; run`)
  expect(() => requireDataDirectory(join(folder, 'no'))).toThrow('does not exist; run `tillstream generate` first')
})
