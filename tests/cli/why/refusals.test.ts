import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { smallHistory } from '../small-history.ts'

const UNKNOWN = '018cc86e-8a40-7bfc-be1a-f6ba4e9749e9'

let history: Awaited<ReturnType<typeof smallHistory>>
beforeAll(async () => {
  history = await smallHistory()
  // `why` needs no tables.
  rmSync(join(history.data, 'postgres'), { recursive: true })
})
afterAll(() => history[Symbol.dispose]())

describe('why refuses', () => {
  test.each([
    'R1',
    'R1-2024-01-01-1',
    'd1s2-20240101-1',
    'O7',
    'X1-2024-01-01-1',
    '018cc86e-8a40-4bfc-be1a-f6ba4e9749e9',
    '7',
    '',
  ])('%j, which has no known form', async (name) => {
    const message = `why: got ${JSON.stringify(name)}, allowed: a trace_id (UUID of version 7), a receipt_id (R12-20240105-7), an order_id (O1-20240105-3), a shipment_id (D1S12-20240105-1, P3D1-20240105-1), or a disruption_id (X1-20240105-1)`
    expect(await history.run('why', name)).toMatchObject({ code: 2, stdout: '', stderr: `error: ${message}\n` })
  })

  test.each([
    UNKNOWN,
    'R1-20240101-1',
    'R1-20239999-1',
    'D1S1-20230101-1',
    'P1D1-20240101-77',
    'O1-20230101-1',
    'X1-20230101-1',
  ])('%s, which is not in the log', async (name) => {
    const message = `${name} is not in the log`
    const [people, programs] = [await history.run('why', name), await history.run('why', name, '--json')]
    expect(people).toMatchObject({ code: 1, stdout: '', stderr: `error: ${message}\n` })
    expect(programs.code).toBe(1)
    expect(JSON.parse(programs.stdout)).toEqual({ error: { code: 'not_in_log', message, problems: [message] } })
  })

  test('a depth that is no number of levels', async () => {
    const { code, stderr } = await history.run('why', UNKNOWN, '--depth', '-1')
    expect([code, stderr]).toEqual([2, 'error: --depth: got "-1", allowed: whole number from 0 to 100\n'])
  })

  test('nothing at all', async () => {
    const { code, stderr } = await history.run('why')
    expect([code, stderr]).toEqual([2, "error: missing required argument 'id'\n"])
  })
})
