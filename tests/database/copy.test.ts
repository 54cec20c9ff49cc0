import { array, assert, asyncProperty, bigInt, integer, record, string } from 'fast-check'
import type { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ColumnType } from '../../src/database/column-types.ts'
import type { Database } from '../../src/database/connect.ts'
import { rowEncoder } from '../../src/database/row-encoder.ts'
import { eventIdText, makeEventId } from '../../src/simulation/event-id.ts'
import { openTemporaryDatabase } from './temporary-database.ts'

let database: Database
let client: Client
beforeAll(async () => {
  database = await openTemporaryDatabase()
  client = await database.connect()
})
afterAll(async () => {
  await client.end()
  await database[Symbol.asyncDispose]()
})

/** What Postgres says that it holds, as text, after these values went through COPY. */
async function throughPostgres(type: ColumnType, values: readonly unknown[]): Promise<readonly (string | null)[]> {
  await client.query(`CREATE TEMPORARY TABLE loaded (n int4, v ${type})`)
  const encoder = rowEncoder({ n: 'int4', v: type }, 'loaded')
  for (const [n, v] of values.entries()) encoder.add({ n, v })
  expect(await encoder.flushTo(client)).toBe(values.length)
  const { rows } = await client.query<{ v: string | null }>('SELECT v::text AS v FROM loaded ORDER BY n')
  await client.query('DROP TABLE loaded')
  return rows.map(({ v }) => v)
}

const uuid = '0190a5c3-5b00-7abc-8def-0123456789ab'
const id = makeEventId(1_704_067_200_123, 0xfff, 0x3fffffff, -1)

describe('every type arrives as it was', () => {
  test.each<[ColumnType, readonly unknown[], readonly (string | null)[]]>([
    ['int2', [0, -1, 32767, -32768, null], ['0', '-1', '32767', '-32768', null]],
    ['int4', [0, -1, 2147483647, -2147483648, null], ['0', '-1', '2147483647', '-2147483648', null]],
    [
      'int8',
      [
        0,
        -1,
        4294967296,
        -4294967297,
        Number.MAX_SAFE_INTEGER,
        Number.MIN_SAFE_INTEGER,
        2n ** 63n - 1n,
        -(2n ** 63n),
        null,
      ],
      [
        '0',
        '-1',
        '4294967296',
        '-4294967297',
        '9007199254740991',
        '-9007199254740991',
        '9223372036854775807',
        '-9223372036854775808',
        null,
      ],
    ],
    ['float4', [0, 0.5, -1.25, Number.NaN, null], ['0', '0.5', '-1.25', 'NaN', null]],
    [
      'float8',
      [0.1, -0, 1e308, 5e-324, Number.POSITIVE_INFINITY, null],
      ['0.1', '-0', '1e+308', '5e-324', 'Infinity', null],
    ],
    ['bool', [true, false, null], ['true', 'false', null]],
    [
      'text',
      ['', 'plain', "quo'te\t\n\\", 'Zoë 😀 漢字', 'x'.repeat(300_000), null],
      ['', 'plain', "quo'te\t\n\\", 'Zoë 😀 漢字', 'x'.repeat(300_000), null],
    ],
    ['uuid', [id, uuid, uuid.toUpperCase(), null], [eventIdText(id), uuid, uuid, null]],
    [
      'timestamptz',
      [0, 1_704_067_200_123, 946_684_800_000, -1, -210_866_803_200_000, 8_640_000_000_000_000, null],
      [
        '1970-01-01 00:00:00+00',
        '2024-01-01 00:00:00.123+00',
        '2000-01-01 00:00:00+00',
        '1969-12-31 23:59:59.999+00',
        '4714-11-24 00:00:00+00 BC',
        '275760-09-13 00:00:00+00',
        null,
      ],
    ],
    [
      'date',
      ['2024-02-29', '1999-12-31', '1969-12-31', '0001-01-01', '9999-12-31', 0, -1, 19_782, null],
      [
        '2024-02-29',
        '1999-12-31',
        '1969-12-31',
        '0001-01-01',
        '9999-12-31',
        '1970-01-01',
        '1969-12-31',
        '2024-02-29',
        null,
      ],
    ],
    ['int4[]', [[], [1, -2, 2147483647], null], ['{}', '{1,-2,2147483647}', null]],
    [
      'text[]',
      [[], ['a', '', 'ü "quoted"', 'null'], ['y'.repeat(200_000)], null],
      ['{}', '{a,"","ü \\"quoted\\"","null"}', `{${'y'.repeat(200_000)}}`, null],
    ],
    [
      'jsonb',
      [{ b: [1, 2.5, null], a: 'é\n' }, 'text', 7, [], '\\u0000 as text', null],
      ['{"a": "é\\n", "b": [1, 2.5, null]}', '"text"', '7', '[]', '"\\\\u0000 as text"', null],
    ],
  ])('%s', async (type, values, texts) => {
    expect(await throughPostgres(type, values)).toEqual(texts)
  })

  test('any text and any integers', async () => {
    const text = string({ unit: 'binary', maxLength: 60 }).filter(
      (value) => !value.includes('\0') && value.isWellFormed(),
    )
    const rows = array(record({ i: integer(), t: text, b: bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }) }), {
      minLength: 1,
      maxLength: 200,
    })
    await client.query('CREATE TEMPORARY TABLE loaded (n int4, i int4, t text, b int8)')
    await assert(
      asyncProperty(rows, async (given) => {
        await client.query('TRUNCATE loaded')
        const encoder = rowEncoder({ n: 'int4', i: 'int4', t: 'text', b: 'int8' }, 'loaded')
        for (const [n, row] of given.entries()) encoder.add({ n, ...row })
        await encoder.flushTo(client)
        const found = await client.query('SELECT i, t, b FROM loaded ORDER BY n')
        expect(found.rows.map(({ i, t, b }) => ({ i, t, b: BigInt(b) }))).toEqual(given)
      }),
      { numRuns: 40 },
    )
    await client.query('DROP TABLE loaded')
  })

  test('rows that straddle many chunks', async () => {
    await client.query('CREATE TEMPORARY TABLE loaded (n int4, t text, at timestamptz)')
    const encoder = rowEncoder({ n: 'int4', t: 'text', at: 'timestamptz' }, 'loaded')
    // Twice, so that the second time writes into chunks that were used before.
    for (const round of [1, 2]) {
      for (let n = 0; n < 20_000; n++) encoder.add({ n, t: 'z'.repeat(n % 97), at: n })
      expect([encoder.rows, encoder.bytes > 1_000_000]).toEqual([20_000, true])
      await encoder.flushTo(client)
      expect([encoder.rows, encoder.bytes]).toEqual([0, 0])
      const { rows } = await client.query(
        `SELECT count(*) AS rows, count(*) FILTER (WHERE length(t) <> n % 97 OR extract(epoch FROM at) * 1000 <> n) AS wrong FROM loaded`,
      )
      expect(rows).toEqual([{ rows: 20_000 * round, wrong: 0 }])
    }
    await client.query('DROP TABLE loaded')
  })
})

describe('what is refused', () => {
  test('a refused row leaves nothing behind, wherever in a chunk it failed', async () => {
    await client.query('CREATE TEMPORARY TABLE loaded (t text, n int4)')
    const encoder = rowEncoder({ t: 'text', n: 'int4' }, 'loaded')
    for (let n = 0; n < 3000; n++) {
      encoder.add({ t: 'w'.repeat(100), n })
      expect(() => encoder.add({ t: 'w'.repeat(n % 2 === 0 ? 10 : 50_000), n: 'bad' })).toThrow(TypeError)
    }
    await encoder.flushTo(client)
    const { rows } = await client.query(`SELECT count(*) AS rows, sum(n) AS sum, min(length(t)) AS t FROM loaded`)
    expect(rows).toEqual([{ rows: 3000, sum: (2999 * 3000) / 2, t: 100 }])
    await client.query('DROP TABLE loaded')
  })

  test('what the table refuses rejects with its own words and leaves the session usable', async () => {
    await client.query('CREATE TEMPORARY TABLE loaded (n int4 NOT NULL)')
    const encoder = rowEncoder({ n: 'int4' }, 'loaded')
    encoder.add({ n: null })
    await expect(encoder.flushTo(client)).rejects.toThrow('null value in column "n" of relation "loaded"')
    await expect(rowEncoder({ n: 'int4' }).flushTo(client, 'missing')).resolves.toBe(0)
    encoder.add({ n: 1 })
    await expect(encoder.flushTo(client, 'public.missing')).rejects.toThrow('relation "public.missing" does not exist')
    encoder.add({ n: 2 })
    await expect(encoder.flushTo(client)).resolves.toBe(1)
    await client.query('DROP TABLE loaded')
  })

  test('a session that ends while it loads rejects', async () => {
    const doomed = await database.connect()
    const { rows } = await doomed
      .query('CREATE TABLE contested (n int4); SELECT 1')
      .then(() => doomed.query('SELECT pg_backend_pid() AS pid'))
    const encoder = rowEncoder({ n: 'int4' }, 'contested')
    for (let n = 0; n < 1000; n++) encoder.add({ n })
    await client.query('BEGIN; LOCK TABLE contested')
    const loading = expect(encoder.flushTo(doomed)).rejects.toThrow(/terminat/)
    await client.query('SELECT pg_terminate_backend($1)', [rows[0].pid])
    await loading
    await client.query('COMMIT; DROP TABLE contested')
  })
})
