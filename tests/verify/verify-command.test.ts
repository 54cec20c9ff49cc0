import { expect, test } from 'vitest'
import type { Verdict } from '../../src/verify/run-laws.ts'
import { smallHistory } from '../cli/small-history.ts'

test('the command holds every store day against the mean that configuration and holidays give', async () => {
  using history = await smallHistory()
  const { code, stdout } = await history.run('verify', '15', '--json')
  const { laws } = JSON.parse(stdout) as Verdict
  const { checked, violations } = laws.find(({ name }) => name === 'expected_visits') ?? {}
  // Two stores on two days.
  expect([code, checked, violations]).toEqual([0, 4, 0])
}, 60_000)
