import { expect, test } from 'vitest'
import { toReport } from '../../src/cli/report-error.ts'
import { UsageError } from '../../src/cli/usage-error.ts'
import { badValue, ConfigError } from '../../src/config/config-error.ts'
import { DatabaseUnavailable } from '../../src/database/database-unavailable.ts'

const coded = (message: string, code: string) => Object.assign(new Error(message), { code })

test.each([
  [new UsageError(['no']), 2, 'wrong_input'],
  [coded('error: unknown option', 'commander.unknownOption'), 2, 'wrong_input'],
  [new ConfigError([badValue('volume.stores', '-3', '1 to 2000')]), 2, 'wrong_input'],
  [new DatabaseUnavailable('gone'), 3, 'unreachable'],
  [coded('connect ECONNREFUSED', 'ECONNREFUSED'), 3, 'unreachable'],
  [coded('connection does not exist', '08003'), 3, 'unreachable'],
  [coded('connection failure', '08006'), 3, 'unreachable'],
  [coded('terminating connection due to administrator command', '57P01'), 3, 'unreachable'],
  [coded('the database system is shutting down', '57P03'), 3, 'unreachable'],
  [coded('database "tills" is not currently accepting connections', '55000'), 3, 'unreachable'],
  [new Error('Connection terminated unexpectedly'), 3, 'unreachable'],
  [new Error('Connection terminated'), 3, 'unreachable'],
  [new Error('Client was closed and is not queryable'), 3, 'unreachable'],
  [new Error('Client has encountered a connection error and is not queryable'), 3, 'unreachable'],
  [coded('canceling statement', '57014'), 1, 'unexpected'],
  [coded('syntax error', '42601'), 1, 'unexpected'],
  [coded('EACCES: permission denied', 'EACCES'), 1, 'unexpected'],
  [new TypeError('x is not a function'), 1, 'unexpected'],
  ['no error at all', 1, 'unexpected'],
])('%s exits with %i', async (thrown, exitCode, code) => {
  expect(await toReport(thrown)).toMatchObject({ exitCode, code })
})

test('a report hides what looks like a secret and what is known to be one', async () => {
  const report = await toReport(new Error('postgres://u:pw@h said hunter2'), (text) =>
    text.replaceAll('hunter2', '***'),
  )
  expect(report.problems).toEqual(['postgres://u:***@h said ***'])
})
