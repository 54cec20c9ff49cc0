import { spawn } from 'node:child_process'
import { expect, test } from 'vitest'
import { ended, LAUNCHER, tillstream } from './running.ts'

const lines = (text: string) => text.trimEnd().split('\n')

test.each([
  [['cofnig', 'show'], ["error: unknown command 'cofnig' (Did you mean config?)"]],
  [['config', 'show', '--sores', '3'], ["error: unknown option '--sores' (Did you mean --stores?)"]],
  [['config'], ["error: missing required argument 'action'"]],
  [
    ['config', 'shw'],
    [
      "error: command-argument value 'shw' is invalid for argument 'action'. Allowed choices are show, validate, schema, scenario-schema.",
    ],
  ],
  [['config', 'show', '--stores'], ["error: option '--stores <N>' argument missing"]],
  [['config', 'show', 'more'], ["error: too many arguments for 'config'. Expected 1 argument but got 2."]],
  [['clear', '--yes=1'], ["error: unknown option '--yes=1' (Did you mean --yes?)"]],
  [['config', 'show', '--config', 'no.json'], ['error: no.json: there is no such file']],
  [
    ['config', 'show', '--stores', '-3', '--dcs', 'two', '--log-level', 'loud'],
    [
      'error: volume.stores: got -3, allowed: whole number from 1 to 2000 (from --stores)',
      'error: volume.dcs: got "two", allowed: whole number from 1 to 200 (from --dcs)',
      'error: log_level: got "loud", allowed: one of error, warn, info, debug (from --log-level)',
    ],
  ],
  [
    ['config', 'show', '--set', 'nonsense', '--set', 'volume.storse=3', '--seed', '-1'],
    [
      'error: --set: got "nonsense", allowed: SECTION.KEY=VALUE',
      'error: volume.storse: unknown key; did you mean volume.stores? (from --set)',
      'error: seed: got -1, allowed: whole number from 0 to 4294967295, or text that is not blank (from --seed)',
    ],
  ],
])('%j is wrong input', async (args, expected) => {
  const { code, stdout, stderr } = await tillstream(args)
  expect(lines(stderr)).toEqual(expected)
  expect([code, stdout]).toEqual([2, ''])
})

test('with --json an error is also an object on standard output', async () => {
  const { code, stdout, stderr } = await tillstream(['config', 'show', '--json', '--stores', '0'])
  const problem = 'volume.stores: got 0, allowed: whole number from 1 to 2000 (from --stores)'
  expect(JSON.parse(stdout)).toEqual({ error: { code: 'wrong_input', message: problem, problems: [problem] } })
  expect([code, stderr]).toEqual([2, `error: ${problem}\n`])
})

test.each([[[]], [['--data', 'x']], [['--log-level', 'debug']]])(
  'without a command but with %j the help is shown, as wrong input',
  async (args) => {
    const { code, stdout } = await tillstream(args)
    expect(code).toBe(2)
    expect(stdout).toContain('Usage: tillstream')
  },
)

test('without a command --json gets an object and no help', async () => {
  const { code, stdout, stderr } = await tillstream(['--json'])
  const problem = 'no command is given; `tillstream --help` lists them'
  expect([code, stderr]).toEqual([2, `error: ${problem}\n`])
  expect(JSON.parse(stdout)).toEqual({ error: { code: 'wrong_input', message: problem, problems: [problem] } })
})

test.each([[['--help']], [['help']], [['help', 'config']], [['--json', '--help']]])(
  '%j is help that was asked for',
  async (args) => {
    const { code, stdout } = await tillstream(args)
    expect([code, stdout]).toEqual([0, expect.stringContaining('Usage: tillstream')])
  },
)

test('config show tells every value and its origin, without secrets', async () => {
  const env = { DATABASE_URL: 'postgres://u:hunter2@h/d', TILLSTREAM_PRESET: 'demo' }
  const { code, stdout } = await tillstream(['config', 'show', '--seed', '7'], { env })
  expect(code).toBe(0)
  expect(stdout).toMatch(/^seed +7 +--seed$/m)
  expect(stdout).toMatch(/^volume\.stores +6 +preset demo$/m)
  expect(stdout).toMatch(/^database\.url +postgres:\/\/u:\*\*\*@h\/d +DATABASE_URL$/m)
})

test.each([[[]], [['--json']]])('config show %j prints no password, whatever characters it holds', async (args) => {
  const env = { DATABASE_URL: 'postgres://u:pa\'ss"w@h/d', EVENTSTORE_URL: 'esdb://u:pa\'ss"w@h' }
  const { code, stdout } = await tillstream(['config', 'show', ...args], { env })
  expect(code).toBe(0)
  expect(stdout).not.toMatch(/pa'ss|"w@/)
  expect(stdout).toContain('postgres://u:***@h/d')
})

test('config show --json holds values, origins and warnings', async () => {
  const { stdout } = await tillstream(['--json', 'config', 'show', '--set', 'visits.purchase_rate=.5'])
  const result = JSON.parse(stdout) as { config: { visits: { purchase_rate: number } }; sources: object }
  expect(result.config.visits.purchase_rate).toBe(0.5)
  expect(result.sources).toHaveProperty(['visits.purchase_rate'], '--set')
})

test('config schema prints JSON Schema', async () => {
  const { code, stdout } = await tillstream(['config', 'schema'])
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toHaveProperty('properties.volume.properties.stores.maximum', 2000)
})

test('config validate says so and exits 0', async () => {
  const { code, stdout } = await tillstream(['config', 'validate'])
  expect([code, stdout]).toEqual([0, 'The configuration is valid (preset default, no configuration file).\n'])
})

test('a reader that closes the pipe early is no error', async () => {
  const child = spawn(process.execPath, [LAUNCHER, 'config', 'show'], { stdio: ['ignore', 'pipe', 'pipe'] })
  child.stdout.destroy()
  const { code, stderr } = await ended(child)
  expect([code, stderr]).toEqual([0, ''])
})

test('the version is the package’s', async () => {
  const { code, stdout } = await tillstream(['--version'])
  expect(code).toBe(0)
  expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
})
