import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { tryExclusiveLock, withExclusiveLock } from '../../src/database/exclusive-lock.ts'
import { leaseHolders, returnLease, takeLease } from '../../src/database/leases.ts'
import { ownIdentity, runningProcess, stillRuns } from '../../src/database/process-identity.ts'
import { temporaryFolder } from './temporary-database.ts'

let folder: ReturnType<typeof temporaryFolder>
let path: string
beforeEach(() => {
  folder = temporaryFolder()
  path = join(folder.path, 'lock')
})
afterEach(() => folder[Symbol.dispose]())

/** A process id that belonged to a process which has ended. */
async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' })
  await once(child, 'exit')
  return child.pid ?? 0
}

test('holders never overlap, and a failing one lets go', async () => {
  let inside = 0
  let most = 0
  const work = async () => {
    most = Math.max(most, ++inside)
    await turn()
    inside--
  }
  await Promise.all(Array.from({ length: 5 }, () => withExclusiveLock(path, work)))
  expect(most).toBe(1)
  await expect(withExclusiveLock(path, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  expect(readdirSync(folder.path)).toEqual([])
})

test('a lock that is held is not given twice', () => {
  const release = tryExclusiveLock(path)
  expect(release).toBeDefined()
  expect(tryExclusiveLock(path)).toBeUndefined()
  release?.()
  expect(existsSync(path)).toBe(false)
})

test('the lock of a process that died is taken over', async () => {
  writeFileSync(path, JSON.stringify({ pid: await deadPid(), started: 'then' }))
  tryExclusiveLock(path)?.()
  expect(readdirSync(folder.path)).toEqual([])
})

test('a number that was given to another process since does not keep the lock', () => {
  writeFileSync(path, JSON.stringify({ pid: process.pid, started: 'before the last reboot' }))
  expect(tryExclusiveLock(path)).toBeDefined()
})

test('an empty lock file counts while it may still be written', () => {
  writeFileSync(path, '')
  expect(tryExclusiveLock(path)).toBeUndefined()
  utimesSync(path, 0, 0)
  expect(tryExclusiveLock(path)).toBeDefined()
})

test('a takeover that was interrupted does not lock everybody out', async () => {
  const dead = JSON.stringify({ pid: await deadPid(), started: 'then' })
  writeFileSync(path, dead)
  writeFileSync(`${path}.break`, dead)
  await withExclusiveLock(path, async () => expect(existsSync(`${path}.break`)).toBe(false))
})

test('leases count processes that live, and forget the others', async () => {
  const leases = join(folder.path, 'leases')
  expect(leaseHolders(leases)).toEqual([])
  const [one, two] = [takeLease(leases), takeLease(leases)]
  writeFileSync(join(leases, `${await deadPid()}-abcd1234`), 'then')
  writeFileSync(join(leases, `${process.pid}-abcd1234`), 'an earlier process of this number')
  expect(leaseHolders(leases)).toEqual([process.pid, process.pid])
  expect(readdirSync(leases)).toHaveLength(2)
  returnLease(one)
  returnLease(one)
  expect(leaseHolders(leases)).toEqual([process.pid])
  returnLease(two)
  expect(leaseHolders(leases)).toEqual([])
})

test('a process is told from another by when it started', async () => {
  const { pid, started } = ownIdentity()
  expect(stillRuns(pid, started)).toBe(true)
  expect(stillRuns(pid, `${started}0`)).toBe(false)
  expect(runningProcess(await deadPid())).toBeUndefined()
})
