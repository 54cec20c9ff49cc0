import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { timeZoneDigest } from '../../src/cli/time-zone-digest.ts'
import { worldConfigOf } from '../../src/config/world.ts'
import { DICTIONARY_FOLDER } from '../../src/dictionaries/dictionary-folder.ts'
import type { Digest } from '../../src/digest/digest.ts'
import { openEmbeddedEventStore } from '../../src/event-store/embedded.ts'
import { createRecorder } from '../../src/event-store/recorder.ts'
import { MODEL_VERSION } from '../../src/retail/model-version.ts'
import { noteStart, RUN_STREAM } from '../../src/run-history.ts'
import { tillstream } from '../cli/running.ts'
import { temporaryFolder } from '../database/temporary-database.ts'
import { dictionaries, smallCompany, smallConfig } from '../retail/simulated.ts'
import { type Histories, type History, openHistories } from './histories.ts'

const LEFT = 'error: The log was left as it is; name another directory with --data to begin a new one.\n'

let histories: Histories
let history: History
let before: { digest: Digest; notes: number }
beforeAll(async () => {
  histories = await openHistories()
  history = await histories.begin('refusing')
  await history.generate(['--days=1'])
  before = { digest: await history.digest(), notes: await notesIn(history.data) }
})
afterAll(() => histories[Symbol.asyncDispose]())

/** Events in the bookkeeping stream of a log. */
async function notesIn(data: string): Promise<number> {
  await using store = await openEmbeddedEventStore(data, { readOnly: true })
  let count = 0
  for await (const event of store.readStream(RUN_STREAM)) count += event.revision >= 0 ? 1 : 0
  return count
}

/** Dictionaries of which one price is a cent higher. */
function otherDictionaries(folder: string): string {
  const path = join(folder, 'dictionaries')
  cpSync(DICTIONARY_FOLDER, path, { recursive: true })
  const file = join(path, 'products.csv')
  const [head, first = '', ...rest] = readFileSync(file, 'utf8').split('\n')
  const dearer = first.replace(/\d+\.\d\d/, (price) => (Number(price) + 0.01).toFixed(2))
  if (dearer === first) throw new Error(`no price in ${first}`)
  writeFileSync(file, [head, dearer, ...rest].join('\n'))
  return path
}

test.each([
  ['another seed', ['--seed=8'], 'error: seed: the log was made with 42, this run asks for 8\n'],
  [
    'several other keys, all of which it names',
    ['--stores=4', '--set=demand.weather_factors.sunny=2'],
    'error: demand.weather_factors.sunny: the log was made with 1.1, this run asks for 2\n' +
      'error: volume.stores: the log was made with 3, this run asks for 4\n',
  ],
  [
    'a scenario',
    ['--scenario=price-war'],
    'error: scenario: the log was made with none, this run asks for "price-war" (2 entries)\n',
  ],
  [
    'another first day',
    ['--from=2024-03-05'],
    'error: historical.start_date: the log was made with "2024-03-04", this run asks for "2024-03-05"\n',
  ],
])('going on with %s is refused, and nothing is changed', async (_, args, message) => {
  const { code, stdout, stderr } = await history.run(['generate', '--days=1', ...args])
  expect([code, stdout, stderr]).toEqual([2, '', message + LEFT])
  expect({ digest: await history.digest(), notes: await notesIn(history.data) }).toEqual(before)
})

test.each(['default', 'demo', 'large'])(
  'going on with the preset %s is refused where the log has another size',
  async (preset) => {
    const { code, stderr } = await history.run(['generate', '--days=1', '--preset', preset])
    expect(code).toBe(2)
    expect(stderr).toMatch(/^error: volume\.customers_per_day: the log was made with 60, this run asks for \d+$/m)
    expect(stderr).toMatch(/^error: volume\.stores: the log was made with 3, this run asks for \d+$/m)
    expect(await notesIn(history.data)).toBe(before.notes)
  },
)

test('going on with other dictionaries is refused, and nothing is changed', async () => {
  using folder = temporaryFolder()
  const env = { TILLSTREAM_PATHS_DICTIONARIES: otherDictionaries(folder.path) }
  const { code, stderr } = await history.run(['generate', '--days=1'], env)
  expect([code, stderr]).toEqual([
    2,
    `error: paths.dictionaries: the log was made with other dictionaries than these\n${LEFT}`,
  ])
  expect({ digest: await history.digest(), notes: await notesIn(history.data) }).toEqual(before)
})

test.each<[string, Partial<Begun>, string]>([
  [
    'by another model version',
    { model_version: MODEL_VERSION - 1 },
    `the log was made by model version ${MODEL_VERSION - 1}, this is version ${MODEL_VERSION}`,
  ],
  [
    'where time zones had other rules',
    { time_zone_digest: 'other' },
    `the log was made with other time zone rules than those of this Node (${process.version})`,
  ],
])('going on with a log that was begun %s is refused before anything else is made', async (_, change, message) => {
  using folder = temporaryFolder()
  const data = join(folder.path, 'data')
  // The directory becomes ours, though there is nothing to simulate.
  expect((await tillstream(['generate', '--to=1999-01-01', '--data', data])).code).toBe(2)
  await beginLog(data, change)
  const { code, stderr } = await tillstream(['generate', '--days=1', '--data', data])
  expect([code, stderr]).toEqual([2, `error: ${message}\n${LEFT}`])
  expect(existsSync(join(data, 'postgres'))).toBe(false)
  expect(await notesIn(data)).toBe(1)
})

type Begun = Parameters<typeof noteStart>[1]

/** A log of the small company, begun today but for `change`. */
async function beginLog(data: string, change: Partial<Begun>): Promise<void> {
  await using store = await openEmbeddedEventStore(data)
  await noteStart(await createRecorder(store, RUN_STREAM), {
    model_version: MODEL_VERSION,
    config: worldConfigOf(smallConfig()),
    dictionary_digest: dictionaries.digest,
    time_zone_digest: timeZoneDigest(smallCompany()),
    start_date: '2024-03-04',
    end_date: '2024-03-05',
    program_version: '0.0.1',
    started_at: '2024-03-05T00:00:00.000Z',
    ...change,
  })
}
