import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type EmbeddedPostgres, openEmbeddedPostgres } from '../../src/database/embedded-postgres.ts'
import { ended, LAUNCHER } from './running.ts'
import { smallHistory } from './small-history.ts'

let history: Awaited<ReturnType<typeof smallHistory>>
let server: EmbeddedPostgres
beforeAll(async () => {
  history = await smallHistory()
  server = await openEmbeddedPostgres({ dataDir: history.data })
})
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  history[Symbol.dispose]()
})

test('people get an aligned table', async () => {
  const { code, stdout } = await history.run(
    'sql',
    "select 'a' as name, null as b, 12 as n union all select 'bcd', 'x', 3 order by n",
  )
  expect([code, stdout]).toEqual([0, ' name | b | n\n------+---+----\n bcd  | x |  3\n a    |   | 12\n(2 rows)\n'])
})

test('--json gives rows whose numbers are numbers, and no column is lost', async () => {
  const sql = `select 1 as n, 2.50 as n, 9007199254740993 as big, timestamptz '2024-01-02 03:04:05.678Z' as at, date '2024-01-02' as day, null as nothing`
  const { stdout } = await history.run('sql', sql, '--json')
  expect(JSON.parse(stdout)).toEqual([
    { n: 1, n_2: 2.5, big: '9007199254740993', at: '2024-01-02T03:04:05.678Z', day: '2024-01-02', nothing: null },
  ])
})

test.each([
  ['selct 1', 'sql: syntax error at or near "selct" (line 1, column 1, at selct)'],
  ["select 'é',\n  nme from dim_stores", 'sql: column "nme" does not exist (line 2, column 3, at nme)'],
  [
    'select store_idd from dim_stores',
    'sql: column "store_idd" does not exist (line 1, column 8, at store_idd); Perhaps you meant to reference the column "dim_stores.store_id".',
  ],
  [
    'delete from fact_receipts',
    'sql: cannot execute DELETE in a read-only transaction; this prompt only reads; `tillstream db` prints how the owner connects',
  ],
  [
    'set transaction read write; delete from fact_receipts',
    'sql: permission denied for table fact_receipts; this prompt only reads; `tillstream db` prints how the owner connects',
  ],
  [' ', 'sql: got nothing, allowed: a statement'],
])('%j is wrong input', async (sql, problem) => {
  const { code, stdout, stderr } = await history.run('sql', sql)
  expect([code, stdout, stderr]).toEqual([2, '', `error: ${problem}\n`])
})

test('a result without end is cut', async () => {
  const { code, stdout } = await history.run('sql', 'select generate_series(1, 100000000)')
  expect(code).toBe(0)
  expect(stdout).toMatch(/\n +100000\n\(the first 100,000 rows; .*\)\n$/)
})

test('every statement that comes through a pipe is answered', async () => {
  const child = spawn(process.execPath, [LAUNCHER, 'sql', '--data', history.data], { stdio: ['pipe', 'pipe', 'pipe'] })
  child.stdin.end("select 1 as a;\nselect ';' as b;\n")
  const { code, stdout } = await ended(child)
  expect([code, stdout]).toEqual([0, ' a\n---\n 1\n(1 row)\n b\n---\n ;\n(1 row)\n'])
})

test('a directory without data is refused and not made', async () => {
  const missing = join(history.folder, 'missing')
  const { code, stderr } = await history.run('sql', 'select 1', '--data', missing)
  expect([code, stderr]).toEqual([2, expect.stringContaining(`${missing} does not exist`)])
  expect(existsSync(missing)).toBe(false)
})

const hasScript = existsSync('/usr/bin/script')
if (!hasScript) console.warn('skipped: the prompt of sql, because there is no `script` to make a terminal')

/** Types at a prompt, each text when what it waits for has appeared. */
async function typing(steps: readonly (readonly [awaited: string, typed: string])[]) {
  const line = `stty cols 200; ${process.execPath} ${LAUNCHER} sql --data ${history.data}`
  const child = spawn('/usr/bin/script', ['-qec', line, '/dev/null'], { stdio: ['pipe', 'pipe', 'inherit'] })
  const left = [...steps]
  let seen = ''
  child.stdout.on('data', (chunk: Buffer) => {
    seen += String(chunk)
    const [awaited, typed] = left[0] ?? []
    if (awaited === undefined || typed === undefined || !seen.includes(awaited)) return
    left.shift()
    seen = ''
    child.stdin.write(typed)
  })
  return ended(child)
}

describe.skipIf(!hasScript)('the prompt', () => {
  test('takes statements of several lines, goes on after errors, and leaves with \\q', async () => {
    const { code, stdout } = await typing([
      ['=> ', 'select 40\n + 2 as answer;\n'],
      ['(1 row)', 'selec 1;\n'],
      ['syntax error', '\\d fact_dc_days\n'],
      ['(7 rows)', '\\dx\n'],
      ['is not known', '\\d nothing\n'],
      ['"nothing" does not exist\r', '\\q\n'],
    ])
    expect(code).toBe(0)
    expect(stdout).toMatch(/psql +PGPASSWORD=\S+ psql 'postgres:\/\/tillstream_reader@127\.0\.0\.1:\d+\/tillstream/)
    expect(stdout).toMatch(/ answer\r\n-+\r\n +42\r\n/)
    expect(stdout).toContain('error: syntax error at or near "selec" (line 1, column 1, at selec)')
    expect(stdout).toContain('Units that came into stock')
    expect(readFileSync(join(history.data, 'postgres.history'), 'utf8')).toContain(
      'selec 1;\n + 2 as answer;\nselect 40',
    )
  })

  test('Ctrl-C ends the statement under way, or forgets what is typed; Ctrl-D leaves', async () => {
    const { code, stdout } = await typing([
      ['=> ', 'select pg_sleep(60);\n'],
      ['pg_sleep(60);\r', '\u0003'],
      ['canceling statement', 'select 1, oops\n'],
      ['-> ', '\u0003'],
      ['=> ', 'select 7 as seven;\n'],
      ['(1 row)', '\u0004'],
    ])
    expect(code).toBe(0)
    expect(stdout).toContain('canceling statement due to user request')
    expect(stdout).toMatch(/ seven\r\n-+\r\n +7\r\n/)
  })
})
