import { expect, test } from 'vitest'
import { type RawFlags, readFlags } from '../../src/cli/flag-values.ts'
import { GENERATE_FLAGS, GLOBAL_FLAGS, generateTarget } from '../../src/cli/flags.ts'
import { UsageError } from '../../src/cli/usage-error.ts'
import { configKey } from '../../src/config/keys.ts'

const FLAGS = [...GLOBAL_FLAGS, ...GENERATE_FLAGS]

function problemsOf(raw: RawFlags): readonly string[] {
  const read = readFlags(FLAGS, raw)
  if (read.problems.length > 0) return read.problems
  try {
    generateTarget(read.values)
    return []
  } catch (error) {
    if (error instanceof UsageError) return error.problems
    throw error
  }
}

const DAYS = 'allowed: whole number from 0 to 36500'
const DATE = 'allowed: date as YYYY-MM-DD from 2000-01-01 to 2100-12-31'

test.each<[RawFlags, string[]]>([
  [{ days: '-1' }, [`--days: got "-1", ${DAYS}`]],
  [{ days: '1.5' }, [`--days: got "1.5", ${DAYS}`]],
  [{ days: '1e2' }, [`--days: got "1e2", ${DAYS}`]],
  [{ days: 'ten' }, [`--days: got "ten", ${DAYS}`]],
  [{ days: '' }, [`--days: got "", ${DAYS}`]],
  [{ days: '36501' }, [`--days: got "36501", ${DAYS}`]],
  [{ to: '2024-2-1' }, [`--to: got "2024-2-1", ${DATE}`]],
  [{ to: '2023-02-29' }, [`--to: got "2023-02-29", ${DATE}`]],
  [{ to: '2024-13-01' }, [`--to: got "2024-13-01", ${DATE}`]],
  [{ to: '2101-01-01' }, [`--to: got "2101-01-01", ${DATE}`]],
  [{ to: 'today' }, [`--to: got "today", ${DATE}`]],
  [{ to: '2024-02-01', days: '3' }, ['--days: got 3 beside --to 2024-02-01, allowed: one of them']],
  [{ from: '2024-02-02', to: '2024-02-01' }, ['--to: got "2024-02-01", allowed: 2024-02-02 or later']],
  [
    { set: ['volume.stores', '=3'] },
    ['--set: got "volume.stores", allowed: SECTION.KEY=VALUE', '--set: got "=3", allowed: SECTION.KEY=VALUE'],
  ],
  [{ days: 'x', to: 'y' }, [`--days: got "x", ${DAYS}`, `--to: got "y", ${DATE}`]],
])('%j is refused', (raw, lines) => {
  expect(problemsOf(raw)).toEqual(lines)
})

test('flags become a target', () => {
  const { values, problems } = readFlags(FLAGS, { from: '2024-02-28', to: '2024-02-29', 'dry-run': true })
  expect(problems).toEqual([])
  expect(generateTarget(values)).toEqual({
    from: '2024-02-28',
    to: '2024-02-29',
    days: undefined,
    dryRun: true,
    tour: false,
  })
})

test('flags become settings of the configuration', () => {
  const { settings } = readFlags(FLAGS, {
    stores: '3',
    from: '2024-02-28',
    data: 'd',
    set: ['segments.shares.BUDGET=a=b'],
  })
  expect(settings).toEqual([
    { path: 'paths.data', value: 'd', flag: '--data' },
    { path: 'historical.start_date', value: '2024-02-28', flag: '--from' },
    { path: 'volume.stores', value: '3', flag: '--stores' },
    { path: 'segments.shares.BUDGET', value: 'a=b', flag: '--set' },
  ])
})

test('every flag that sets a key sets one that exists', () => {
  const keys = FLAGS.flatMap(({ kind }) => (kind.is === 'config' ? [kind.key] : []))
  expect(keys.filter((key) => configKey(key) === undefined)).toEqual([])
  expect(keys).toContain('volume.customers_per_day')
})
