import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ENGINE_FLAGS, ended, LAUNCHER } from './running.ts'

const MODULES = fileURLToPath(new URL('../../node_modules', import.meta.url))

function majorOf(node: string): number {
  return Number(spawnSync(node, ['-p', 'process.versions.node.split(".")[0]'], { encoding: 'utf8' }).stdout)
}

/** Every Node of the machine that is not from this checkout. */
const installed = (process.env.PATH ?? '')
  .split(delimiter)
  .filter((folder) => !folder.includes('node_modules'))
  .map((folder) => join(folder, 'node'))
  .filter((node) => existsSync(node))
const older = installed.find((node) => majorOf(node) >= 18 && majorOf(node) < 24)
const current = [process.execPath, join(MODULES, '.bin/node')].find((node) => existsSync(node) && majorOf(node) >= 24)
if (older === undefined) console.warn('skipped: the launcher under an older Node, because PATH has none from 18 to 23')

/** A program in the launcher's place of `src/main.ts`: its first argument says what it does. */
const PROGRAM = `
const [what, ...rest]: string[] = process.argv.slice(2)
const acts: Record<string, () => void> = {
  version: () => console.log(process.version, rest.join('|'), process.execArgv.join(' ')),
  exit: () => { process.exitCode = Number(rest[0]) },
  die: () => process.kill(process.pid, 'SIGKILL'),
  sqlite: () => void import('node:sqlite'),
  wait: () => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => { console.log(name); process.exit(130) })
    setInterval(() => {}, 1000)
    console.log('ready', process.pid)
  },
}
acts[what]()
`

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tillstream-launcher-'))
  for (const name of ['checkout', 'published', 'bare']) mkdirSync(join(folder, name, 'bin'), { recursive: true })
  for (const name of ['checkout', 'published', 'bare']) {
    copyFileSync(LAUNCHER, join(folder, name, 'bin/tillstream.js'))
    writeFileSync(join(folder, name, 'package.json'), '{"type":"module"}')
  }
  for (const name of ['checkout', 'published']) symlinkSync(MODULES, join(folder, name, 'node_modules'))
  mkdirSync(join(folder, 'checkout/src'))
  writeFileSync(join(folder, 'checkout/src/main.ts'), PROGRAM)
  mkdirSync(join(folder, 'published/dist'), { recursive: true })
  writeFileSync(join(folder, 'published/dist/main.js'), 'console.log("from dist", process.version)')
})
afterAll(() => rmSync(folder, { recursive: true }))

function launch(node: string, args: readonly string[], place = 'checkout'): ChildProcess {
  return spawn(node, [join(folder, place, 'bin/tillstream.js'), ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
}

/** The first line that a process writes. */
async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('no pipe')
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
  return line
}

const NODES = [older, current].flatMap((node) => (node === undefined ? [] : [[majorOf(node), node] as const]))

describe.each(NODES)('under Node %i', (_, node) => {
  test('the program runs on Node 24 or newer, with its arguments', async () => {
    const { code, stdout, stderr } = await ended(launch(node, ['version', 'a b', '--c']))
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(/^v(2[4-9]|[3-9]\d)\..* a b\|--c /)
  })

  test('its exit code is passed through', async () => {
    expect((await ended(launch(node, ['exit', '3']))).code).toBe(3)
  })

  test('its death by a signal is passed through', async () => {
    expect((await ended(launch(node, ['die']))).signal).toBe('SIGKILL')
  })

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s reaches it', async (signal) => {
    const child = launch(node, ['wait'])
    await firstLine(child)
    child.kill(signal)
    const { code, stdout } = await ended(child)
    expect([code, stdout]).toEqual([130, `${signal}\n`])
  })

  test('SQLite brings no warning', async () => {
    expect((await ended(launch(node, ['sqlite']))).stderr).toBe('')
  })

  test('a published package runs its compiled form', async () => {
    expect((await ended(launch(node, [], 'published'))).stdout).toMatch(/^from dist v(2[4-9]|[3-9]\d)\./)
  })
})

test('whatever starts the program gives Node the same flags', () => {
  const flags = ENGINE_FLAGS.join(' ')
  const starts = ['bin/tillstream.js', 'package.json', 'Dockerfile'].map((file) => {
    const text = readFileSync(join(MODULES, '..', file), 'utf8').replaceAll(/[\s,"'[\]]+/g, ' ')
    return [file, text.split('--max-semi-space-size').length, text.split(flags).length]
  })
  expect(starts.map(([file, , all]) => [file, all])).toEqual(starts.map(([file, some]) => [file, some]))
  expect(starts.every(([, some]) => Number(some) > 1)).toBe(true)
})

describe.skipIf(older === undefined)('under an older Node', () => {
  test('the program gets the flags of its engine', async () => {
    expect((await ended(launch(older ?? '', ['version']))).stdout).toContain(ENGINE_FLAGS.join(' '))
  })

  test('the program ends when the launcher is killed', async () => {
    const child = launch(older ?? '', ['wait'])
    const pid = Number((await firstLine(child)).split(' ')[1])
    expect(pid).not.toBe(child.pid)
    child.kill('SIGKILL')
    // The program holds the pipe too: it closes when both are gone.
    const { signal, stdout } = await ended(child)
    expect([signal, stdout]).toEqual(['SIGKILL', 'SIGTERM\n'])
  })

  test('without the package that brings Node it says what to do', async () => {
    const { code, stderr } = await ended(launch(older ?? '', [], 'bare'))
    expect(code).toBe(2)
    expect(stderr).toMatch(/^tillstream: Tillstream needs Node 24 or newer, and this is v\d+.*; run "npm ci"/)
  })
})
