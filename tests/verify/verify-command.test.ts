import { appendFileSync, cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { DICTIONARY_FOLDER } from '../../src/dictionaries/dictionary-folder.ts'
import type { Verdict } from '../../src/verify/run-laws.ts'
import { tillstream } from '../cli/running.ts'
import { temporaryFolder } from '../database/temporary-database.ts'
import { SMALL, smallHistory } from '../cli/small-history.ts'

function expectedVisits(stdout: string) {
  const { laws } = JSON.parse(stdout) as Verdict
  const { checked, violations } = laws.find(({ name }) => name === 'expected_visits') ?? {}
  return { checked, violations }
}

test('every store day is held against the mean that configuration and holidays of the history give', async () => {
  using history = await smallHistory()
  const { code, stdout } = await history.run('verify', '15', '--json')
  // Two stores on two days.
  expect([code, expectedVisits(stdout)]).toEqual([0, { checked: 4, violations: 0 }])

  const dictionaries = join(history.folder, 'dictionaries')
  cpSync(DICTIONARY_FOLDER, dictionaries, { recursive: true })
  appendFileSync(join(dictionaries, 'street_names.csv'), 'Another Street\n')
  const env = { TILLSTREAM_PATHS_DICTIONARIES: dictionaries }
  const other = await tillstream(['verify', '15', '--json', '--data', history.data], { env })
  expect(other.stderr).toContain(
    'warning: expected_visits and expected_orders are not checked: the log was made with other dictionaries',
  )
  expect([other.code, expectedVisits(other.stdout)]).toEqual([0, { checked: 0, violations: 0 }])
}, 60_000)

test('a real name in dictionaries that a user brought is found in every table that has it', async () => {
  using folder = temporaryFolder()
  const [dictionaries, data] = [join(folder.path, 'dictionaries'), join(folder.path, 'data')]
  cpSync(DICTIONARY_FOLDER, dictionaries, { recursive: true })
  const streets = Array.from({ length: 20 }, (_, number) => `Lombard ${number} Street`)
  writeFileSync(join(dictionaries, 'street_names.csv'), ['Name', ...streets, ''].join('\n'))
  const env = { TILLSTREAM_PATHS_DICTIONARIES: dictionaries }
  const made = await tillstream(['generate', ...SMALL, '--days', '1', '--data', data], { env })
  expect(made.code, made.stderr).toBe(0)
  const { code, stdout } = await tillstream(['verify', '16', '--json', '--data', data], { env })
  const [law] = (JSON.parse(stdout) as Verdict).laws
  expect(code).toBe(1)
  expect(law?.violations).toBeGreaterThan(20)
  expect(law?.offenders[0]).toMatch(
    /^dim_customers\.address "(?:[NSEW]+ )?Lombard \d+ Street": "lombard" is a real name/,
  )
}, 60_000)
