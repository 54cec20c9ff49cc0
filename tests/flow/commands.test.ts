import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Histories, type History, openHistories } from './histories.ts'

let histories: Histories
beforeAll(async () => {
  histories = await openHistories()
})
afterAll(async () => await histories[Symbol.asyncDispose]())

interface Line {
  readonly report?: string
  readonly ref?: string
  readonly done?: boolean
  readonly text?: string
  readonly at?: number
  readonly taken?: { readonly command_id: string; readonly disruption_ids: readonly string[] }
  readonly keyTaken?: true
}

/** The simulation, running, and somebody who asks things of it. */
interface Session {
  readonly child: ChildProcess
  ask(request: object, key?: string): Promise<Line>
  until(isEnough: (line: Line) => boolean): Promise<Line>
  end(signal: NodeJS.Signals): Promise<void>
}

function session(history: History): Session {
  const child = history.start(['live', '--speed=7200', '--json', '--report'], { input: 'pipe' })
  const coming = createInterface({ input: child.stdout! })[Symbol.asyncIterator]()
  const until = async (isEnough: (line: Line) => boolean): Promise<Line> => {
    const { value, done } = await coming.next()
    if (done === true) throw new Error('the program has ended')
    const line = JSON.parse(value) as Line
    return isEnough(line) ? line : await until(isEnough)
  }
  let number = 0
  return {
    child,
    until,
    ask: async (request, key) => {
      const ref = String(++number)
      child.stdin?.write(`@${ref} command ${key === undefined ? '' : `key=${key} `}${JSON.stringify(request)}\n`)
      return await until((line) => line.ref === ref)
    },
    end: async (signal) => {
      child.kill(signal)
      child.stdout?.resume()
      await once(child, 'close')
    },
  }
}

const isOn = (at: number) => (line: Line) => line.report === 'live' && Number(line.at) >= at

test('what is asked of a company that runs is in its log, survives a kill, and leads to the same history when it is simulated again', async () => {
  const history = await histories.begin('asked')
  await history.generate(['--days=1'])

  const first = session(history)
  const { at: began } = await first.until(isOn(0))
  const storm = { kind: 'disruption', type: 'weather_delay', where: 'all', severity: 0.6, for: '2d' }
  const taken = [
    await first.ask(storm),
    await first.ask({ kind: 'demand_factor', where: { store: 2 }, factor: 2.5, for: '36h' }),
    await first.ask({ kind: 'price_change', department: 'Grocery', factor: 0.8, for: '1d' }),
    await first.ask({ kind: 'promotion', code: 'SAVE10', for: '2d' }),
    await first.ask({ kind: 'demand_factor', where: { dc: 1 }, factor: 0.5 }),
  ]
  const refused = await first.ask({ kind: 'disruption', type: 'dc_outage', where: { dc: 9 }, severity: 1, for: '1h' })
  expect(refused).toMatchObject({ done: false, problems: [{ field: 'where.dc' }] })
  await first.until(isOn(Number(began) + 3_600_000))
  // At once, so that the last of them is in the log and not yet in the simulation.
  const dearer = { kind: 'price_change', product_ids: [1, 2, 3], factor: 1.3 }
  taken.push(await first.ask(dearer, 'dearer'))
  await first.end('SIGKILL')

  const second = session(history)
  expect((await second.ask(dearer, 'dearer')).taken).toEqual(taken.at(-1)?.taken)
  expect(await second.ask({ ...dearer, factor: 1.4 }, 'dearer')).toMatchObject({ done: false, keyTaken: true })
  expect(await second.ask(dearer, 'd\u00e9j\u00e0')).toMatchObject({ done: false, problems: [{ field: 'key' }] })
  const [{ taken: begun } = {}] = taken
  const [mine, other] = begun?.disruption_ids ?? []
  taken.push(
    await second.ask({ kind: 'disruption_end', disruption_id: mine }),
    await second.ask({ ...storm, type: 'inventory_shortage', for: '2h', at: '2024-03-06T09:00:00Z' }),
    await second.ask({ kind: 'demand_factor', where: 'all', factor: 1.2, for: '1d' }),
    await second.ask({ kind: 'disruption_end', disruption_id: other }),
  )
  expect(taken.map((line) => line.taken?.command_id)).toEqual(
    Array.from({ length: 10 }, (_, index) => `api-${index + 1}`),
  )
  await second.until(isOn(Number(began) + 7_200_000))
  await second.end('SIGINT')

  await history.generate(['--to=2024-03-06'])
  const { stdout } = await history.run(['verify', '--json'])
  expect(JSON.parse(stdout)).toMatchObject({ violations: 0 })
  const digest = await history.digest()
  expect(digest.tables['fact_commands']).toMatchObject({ rows: 10 })

  const again = await histories.begin('again')
  const made = await again.run(['generate', '--from-commands', history.data, '--json'])
  expect([made.code, made.stderr]).toEqual([0, expect.any(String) as string])
  expect(await again.digest()).toEqual(digest)

  const repeated = await again.run(['generate', '--from-commands', history.data, '--json'])
  expect(JSON.parse(repeated.stdout)).toMatchObject({ events: 0 })
})

test('commands of another log are taken over from the beginning, or not at all', async () => {
  const quiet = await histories.begin('quiet')
  await quiet.generate(['--days=1'])
  const asked = await histories.begin('asked_later')
  await asked.generate(['--days=0'])
  const talk = session(asked)
  await talk.ask({ kind: 'demand_factor', where: 'all', factor: 2 })
  await talk.end('SIGINT')
  const { code, stderr } = await quiet.run(['generate', '--from-commands', asked.data, '--days=1'])
  expect([code, stderr]).toEqual([
    2,
    'error: --from-commands: this one went on without api-1; name another directory with --data to begin a new one\n',
  ])
  const other = await quiet.run(['generate', '--from-commands', asked.data, '--seed=9'])
  expect([other.code, other.stderr]).toEqual([
    2,
    expect.stringMatching(/^error: seed: the log was made with .+, this run asks for 9/) as string,
  ])
  const nothing = await histories.begin('nothing')
  const missing = await nothing.run(['generate', '--from-commands', `${nothing.data}-none`])
  expect([missing.code, missing.stderr]).toEqual([2, expect.stringMatching(/none does not exist/) as string])
})
