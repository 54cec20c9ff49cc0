import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDataDirectory } from '../../src/cli/data-directory.ts'
import { acquireWriter } from '../../src/cli/writer-lock.ts'
import { ended, LAUNCHER, tillstream } from './running.ts'

let cwd = ''
let data = ''
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'tillstream-clear-'))
  data = join(cwd, 'data')
  openDataDirectory(data)
  for (const name of ['events.sqlite', 'events.sqlite-wal', 'postgres.log']) writeFileSync(join(data, name), 'x')
  mkdirSync(join(data, 'snapshots/1'), { recursive: true })
})
afterEach(() => rmSync(cwd, { recursive: true, force: true }))

test('--yes deletes what Tillstream keeps, and the directory when nothing else is in it', async () => {
  const { code, stdout } = await tillstream(['clear', '--yes'], { cwd })
  expect([code, stdout]).toEqual([0, `Cleared ${data}.\n`])
  expect(existsSync(data)).toBe(false)
})

test('what others put there stays', async () => {
  writeFileSync(join(data, 'notes.txt'), 'mine')
  const { code, stdout } = await tillstream(['clear', '--yes', '--json'], { cwd })
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({ cleared: data, left: ['notes.txt'] })
  expect(readdirSync(data)).toEqual(['notes.txt'])
})

test('a directory that is not a data directory is refused', async () => {
  const { code, stderr } = await tillstream(['clear', '--yes', '--data', '.'], { cwd })
  expect([code, stderr]).toEqual([
    2,
    `error: ${cwd} is not a Tillstream data directory; run \`tillstream generate\` first, or name another with --data\n`,
  ])
  expect(existsSync(join(data, 'events.sqlite'))).toBe(true)
})

test('it is refused while somebody writes', async () => {
  using writer = acquireWriter(data)
  expect(writer).toBeDefined()
  const { code, stderr } = await tillstream(['clear', '--yes'], { cwd })
  expect(code).toBe(2)
  expect(stderr).toContain(`error: ${data} is being written by process ${process.pid} (since `)
  expect(existsSync(join(data, 'events.sqlite'))).toBe(true)
})

test('a log that lies here while another one is in use is not deleted', async () => {
  const { code, stderr } = await tillstream(['clear', '--yes'], { cwd, env: { EVENTSTORE_URL: 'esdb://localhost:1' } })
  expect([code, stderr]).toEqual([
    2,
    expect.stringMatching(/holds an event log of its own, which is not the one in use/),
  ])
  expect(existsSync(join(data, 'events.sqlite'))).toBe(true)
})

test('without a terminal it needs --yes', async () => {
  const { code, stderr } = await tillstream(['clear'], { cwd })
  expect([code, stderr]).toEqual([2, `error: clear: nobody can confirm here; give --yes to delete ${data}\n`])
  expect(existsSync(join(data, 'events.sqlite'))).toBe(true)
})

const hasScript = existsSync('/usr/bin/script')
if (!hasScript) console.warn('skipped: confirming on a terminal, because there is no `script` to make one')

/** Runs `clear` on a pseudo-terminal, and types. */
async function typing(text: string) {
  const line = `${process.execPath} ${LAUNCHER} clear`
  const child = spawn('/usr/bin/script', ['-qec', line, '/dev/null'], { cwd, stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdout.once('data', () => child.stdin.write(text))
  return ended(child)
}

test.skipIf(!hasScript)('on a terminal the name of the directory confirms', async () => {
  expect((await typing('data\n')).code).toBe(0)
  expect(existsSync(data)).toBe(false)
})

test.skipIf(!hasScript)('Ctrl-C deletes nothing and exits as interrupted', async () => {
  const { code, stdout } = await typing('\u0003')
  expect([code, stdout]).toEqual([130, expect.stringContaining('Stopping; press Ctrl-C again to stop at once.')])
  expect(existsSync(join(data, 'events.sqlite'))).toBe(true)
})

test.skipIf(!hasScript)('the end of input deletes nothing', async () => {
  expect((await typing('\u0004')).code).toBe(2)
  expect(existsSync(join(data, 'events.sqlite'))).toBe(true)
})

test.skipIf(!hasScript)('anything else deletes nothing', async () => {
  const { code, stdout } = await typing('dta\n')
  expect(code).toBe(2)
  expect(stdout).toContain('clear: got "dta", needed: data; nothing was deleted')
  expect(existsSync(join(data, 'events.sqlite'))).toBe(true)
})
