import { once } from 'node:events'
import { type Interface, createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Histories, type History, openHistories } from './histories.ts'

type Line = Readonly<Record<string, unknown>>

let histories: Histories
let history: History
let made: readonly Line[]
beforeAll(async () => {
  histories = await openHistories()
  history = await histories.begin('reported')
  const child = history.start(['generate', '--preset=demo', '--days=1', '--json', '--report'], { input: 'pipe' })
  made = await linesOf(createInterface({ input: child.stdout! }))
})
afterAll(() => histories[Symbol.asyncDispose]())

async function linesOf(lines: Interface): Promise<readonly Line[]> {
  const all: Line[] = []
  for await (const line of lines) all.push(JSON.parse(line) as Line)
  return all
}

test('generate reports how far it is, and its result comes last', () => {
  const reports = made.filter(({ report }) => report === 'generate') as (Line & { share: number; events: number })[]
  const shares = reports.map(({ share }) => share)
  expect(shares).toEqual(shares.toSorted((one, other) => one - other))
  expect([shares[0], shares.at(-1)]).toEqual([0, 1])
  const result = made.at(-1)
  expect(result).toMatchObject({ days: 1, events: reports.at(-1)?.events, interrupted: false })
  expect(reports.at(-1)?.tables).toEqual(result?.tables)
})

test('live reports its clock, answers lines, and ends when nobody reads it any more', async () => {
  const args = ['live', '--speed=3600', '--json', '--report', '--sink=file', `--to=${history.data}_events`]
  const child = history.start(args, { input: 'pipe' })
  const lines = createInterface({ input: child.stdout! })
  // One iterator for all: it keeps the lines that come in a burst.
  const coming = lines[Symbol.asyncIterator]()
  const seen: Line[] = []
  const until = async (isWanted: (line: Line) => boolean): Promise<Line> => {
    const { value, done } = await coming.next()
    if (done === true) throw new Error(`the program ended after ${JSON.stringify(seen.at(-1))}`)
    seen.push(JSON.parse(value) as Line)
    return isWanted(seen.at(-1)!) ? seen.at(-1)! : await until(isWanted)
  }
  await until(({ report, events }) => report === 'live' && Number(events) > 0)
  child.stdin?.write('pause\nfly\n')
  expect(await until(({ report }) => report === 'answer')).toEqual({ report: 'answer', done: true, text: 'paused' })
  expect(await until(({ report }) => report === 'answer')).toMatchObject({ done: false })
  const { at, published } = await until(({ paused }) => paused === true)
  expect(published).toMatchObject({ breaker: 'closed', rejected: 0 })
  expect(Number(at)).toBeGreaterThan(Number(seen[0]?.at))
  child.stdin?.end()
  expect(await until(({ report }) => report === undefined)).toMatchObject({ interrupted: true })
  await once(child, 'close')
  expect(child.exitCode).toBe(130)
})

test('digest reports that it is at work, and ends when nobody reads it any more', async () => {
  const args = ['digest', '--json', '--report']
  const heard = history.start(args, { input: 'pipe' })
  const lines = await linesOf(createInterface({ input: heard.stdout! }))
  expect(lines[0]).toEqual({ report: 'digest', seconds: 0 })
  expect(lines.at(-1)).toMatchObject({ all: expect.stringMatching(/^[0-9a-f]{64}$/) as string })
  const left = history.start(args, { input: 'pipe' })
  left.stdin?.end()
  const said = await linesOf(createInterface({ input: left.stdout! }))
  if (left.exitCode === null) await once(left, 'close')
  expect([left.exitCode, said.filter((line) => 'all' in line)]).toEqual([130, []])
})
