import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { COMMANDS } from '../../src/cli/registry.ts'
import { LAUNCHER, tillstream } from './running.ts'

const NAMES = Object.keys(COMMANDS)
/** What users are promised; the best of a few runs counts, because the machine may be busy with other tests. */
const LIMIT_MS = 500
const RUNS = 5

function milliseconds(args: readonly string[]): number {
  const before = performance.now()
  const { status } = spawnSync(process.execPath, [LAUNCHER, ...args])
  expect(status).toBe(0)
  return performance.now() - before
}

test.each([[['--help']], ...NAMES.map((name) => [[name, '--help']])])('%j answers at once', (args) => {
  const times = Array.from({ length: RUNS }, () => milliseconds(args))
  expect(Math.min(...times)).toBeLessThan(LIMIT_MS)
})

test('help loads none of the heavy packages', () => {
  const program = `
    const { registerHooks } = await import('node:module')
    const heavy = []
    registerHooks({ resolve(name, context, next) {
      if (/^(zod|pg|pg-copy-streams|rxjs|kysely|csv-parse|node:sqlite)\\b/.test(name)) heavy.push(name)
      return next(name, context)
    } })
    process.argv.push('--help')
    await import(${JSON.stringify(LAUNCHER)})
    process.on('exit', () => process.stderr.write(heavy.join()))`
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program, 'x'])
  expect([status, String(stderr)]).toEqual([0, ''])
  expect(String(stdout)).toContain('Usage: tillstream')
})

test('the help lists every command with its summary', async () => {
  const { stdout } = await tillstream(['--help'], { env: { COLUMNS: '200' } })
  for (const load of Object.values(COMMANDS)) {
    const { command } = await load()
    expect(stdout.replace(/\s+/g, ' ')).toContain(command.summary)
  }
})

test.each(NAMES)('the help of %s shows flags, global flags and examples', async (name) => {
  const { stdout } = await tillstream([name, '--help'])
  const { command } = (await COMMANDS[name]?.()) ?? {}
  expect(command?.name).toBe(name)
  for (const flag of command?.flags ?? []) expect(stdout).toContain(`--${flag.name}`)
  for (const flag of ['--config', '--data', '--log-level', '--json']) expect(stdout).toContain(flag)
  for (const [line] of command?.examples ?? []) expect(stdout).toContain(line)
  expect(command?.examples.length).toBeGreaterThan(0)
})
