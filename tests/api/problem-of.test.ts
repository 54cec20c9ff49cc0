import { expect, test } from 'vitest'
import { EngineRefused, KeyRefused } from '../../src/api/engine.ts'
import { Problem } from '../../src/api/problem.ts'
import { problemOf } from '../../src/api/problem-of.ts'
import { NoSuchTable, QueryRefused, TablesAway } from '../../src/api/tables.ts'

test.each<[Error, number]>([
  [new Problem(418, 'said'), 418],
  [new EngineRefused('busy', 'said'), 409],
  [new EngineRefused('not running', 'said'), 409],
  [new KeyRefused('said'), 422],
  [new NoSuchTable('said'), 404],
  [new QueryRefused('said'), 422],
  [new QueryRefused('said', 'took too long'), 504],
  [new TablesAway('said'), 503],
  [Object.assign(new Error('said'), { status: 415 }), 415],
])('%o is told with its words and its status %d', (error, status) => {
  expect(problemOf(error, '256kb')).toMatchObject({ status, message: 'said' })
})

test.each([
  [Object.assign(new Error('secret'), { status: 400, type: 'entity.parse.failed' }), 400, 'the body is not JSON'],
  [Object.assign(new Error('secret'), { status: 413, type: 'entity.too.large' }), 413, 'the body is larger than 256kb'],
])('%o is told in our words', (error, status, message) => {
  expect(problemOf(error, '256kb')).toMatchObject({ status, message })
})

test('what nobody expected is told to nobody', () => {
  expect(problemOf(new TypeError('secret'), '256kb')).toBeUndefined()
  expect(problemOf(Object.assign(new Error('secret'), { status: 500 }), '256kb')).toBeUndefined()
})
