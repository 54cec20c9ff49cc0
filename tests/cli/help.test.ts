import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { COMMANDS } from '../../src/cli/registry.ts'
import { LAUNCHER, tillstream } from './running.ts'

const NAMES = Object.keys(COMMANDS)

test.each([[['--help']], ...NAMES.map((name) => [[name, '--help']])])('%j loads none of the heavy packages', (args) => {
  const program = `
    const { registerHooks } = await import('node:module')
    const heavy = []
    registerHooks({ resolve(name, context, next) {
      if (/^(zod|pg|pg-copy-streams|rxjs|kysely|csv-parse|node:sqlite)\\b/.test(name)) heavy.push(name)
      return next(name, context)
    } })
    process.argv.push(...${JSON.stringify(args)})
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
