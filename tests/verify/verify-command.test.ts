import { appendFileSync, cpSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { DICTIONARY_FOLDER } from '../../src/dictionaries/dictionary-folder.ts'
import type { Verdict } from '../../src/verify/run-laws.ts'
import { tillstream } from '../cli/running.ts'
import { smallHistory } from '../cli/small-history.ts'

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
