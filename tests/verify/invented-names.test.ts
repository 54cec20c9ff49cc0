import { allLocales } from '@faker-js/faker'
import type { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../src/database/connect.ts'
import { deniedPart, loadDeniedNames, type NameKind } from '../../src/dictionaries/denied-names.ts'
import { lendDeniedNames } from '../../src/verify/denied-names.ts'
import { readLawFiles } from '../../src/verify/law-files.ts'
import { openTemporaryDatabase } from '../database/temporary-database.ts'

const denied = await loadDeniedNames()
const law = readLawFiles('laws').find(({ name }) => name === 'names_are_invented')
let database: Database
let client: Client

beforeAll(async () => {
  database = await openTemporaryDatabase()
  client = await database.connect()
  await client.query(`
    CREATE TABLE dim_customers (first_name text, last_name text, address text);
    CREATE TABLE dim_geographies (city text, district text);
    CREATE TABLE dim_stores (address text);
    CREATE TABLE dim_distribution_centers (address text);
    CREATE TABLE dim_products (brand text, company text);
    CREATE TABLE dim_suppliers (name text)`)
  await lendDeniedNames(client, denied)
})

afterAll(async () => {
  await client.end()
  await database[Symbol.asyncDispose]()
})

/** What the law denies among the values of one column. */
async function deniedByLaw(column: string, names: readonly string[]): Promise<readonly string[]> {
  const [table, field] = column.split('.')
  const tables = 'dim_customers, dim_geographies, dim_stores, dim_distribution_centers, dim_products, dim_suppliers'
  await client.query(`TRUNCATE ${tables}`)
  await client.query(`INSERT INTO ${table} (${field}) SELECT unnest($1::text[])`, [names])
  const { rows } = await client.query<{ offender: string }>(
    `SELECT offender FROM (${law?.sql}) AS law WHERE NOT holds AND offender LIKE $1`,
    [`${column} %`],
  )
  return rows.map(({ offender }) => offender.slice(column.length + 2, -1)).toSorted()
}

function deniedAs(kind: NameKind, names: readonly string[]): readonly string[] {
  return [...new Set(names)].filter((name) => deniedPart(kind, name, denied) !== undefined).toSorted()
}

const people = Object.values(allLocales).flatMap(({ person }) =>
  [person?.first_name, person?.last_name].flatMap((lists) =>
    [lists?.generic, lists?.female, lists?.male].flatMap((list) => list ?? []),
  ),
)
const cities = Object.values(allLocales).flatMap(({ location }) => location?.city_name ?? [])
const streets = Object.values(allLocales).flatMap(({ location }) => location?.street_name ?? [])
const makers = Object.values(allLocales).flatMap(({ vehicle }) => vehicle?.manufacturer ?? [])
/** What comes before a street in an address, and so is no part of its name. */
const DIRECTION = /^(?:[NS][EW]?|[EW]) /
const CASES: readonly (readonly [column: string, kind: NameKind, names: readonly string[]])[] = [
  ['dim_customers.first_name', 'person', [...people, 'Tessory', 'Zoë  Marie']],
  ['dim_geographies.city', 'city', [...cities, ...people.slice(0, 5000), 'Tessory']],
  ['dim_products.brand', 'brand', [...makers, ...cities, 'Gap Filler Works', 'Nike Kitchen', 'Fennrow Kitchen']],
]

describe('the law about invented names', () => {
  test.each(CASES)('denies in %s what a %s may not be called, in every script', async (column, kind, names) => {
    const told = [...new Set(names)]
    const expected = deniedAs(kind, told)
    expect(expected.length).toBeGreaterThan(30)
    expect(expected.length).toBeLessThan(told.length)
    expect(await deniedByLaw(column, told)).toEqual(expected)
  })

  test('denies the same streets, whatever house and direction they have', async () => {
    const told = [...new Set([...streets, 'Gamglen Street', 'Oak Street'])].filter((street) => !DIRECTION.test(street))
    const expected = deniedAs('street', told)
    expect(expected.length).toBeGreaterThan(1000)
    const addresses = told.map((street) => `12 ${street}`)
    expect(await deniedByLaw('dim_stores.address', addresses)).toEqual(expected)
    const turned = expected.filter((street) => !street.includes(' ')).slice(0, 100)
    expect(
      await deniedByLaw(
        'dim_stores.address',
        turned.map((street) => `7 SE ${street} Road`),
      ),
    ).toEqual(turned.map((street) => `SE ${street} Road`).toSorted())
  })
})
