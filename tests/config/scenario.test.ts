import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { scenarioJsonSchema } from '../../src/config/json-schema.ts'
import { SCENARIO_DISRUPTIONS } from '../../src/config/scenario/schema.ts'
import { continueWorld, differenceInWords, worldConfigOf, worldDifferences } from '../../src/config/world.ts'
import { DISRUPTION_TYPES } from '../../src/retail/disruptions/events.ts'
import { resolving } from './resolving.ts'

const FOLDER = fileURLToPath(new URL('../../scenarios/', import.meta.url))
const STORM = { kind: 'disruption', after: '2d', for: '36h', type: 'weather_delay', where: { dc: 1 }, severity: 0.5 }
const storm = (change: object = {}) => ({ name: 'storm', entries: [{ ...STORM, ...change }] })
const world = (scenario: unknown) => worldConfigOf(resolving({ file: { scenario } }).config)

test('a scenario can disrupt whatever can go wrong', () => {
  expect(SCENARIO_DISRUPTIONS).toEqual(DISRUPTION_TYPES)
})

describe('a scenario', () => {
  test('is none unless somebody wants one', () => {
    expect(resolving({}).config.scenario).toBe(null)
    expect(resolving({ flags: { scenario: 'null' } }).config.scenario).toBe(null)
  })

  test('is read from a file, which the environment can name', () => {
    const path = `${FOLDER}dc-outage.json`
    const { config, sources } = resolving({ env: { TILLSTREAM_SCENARIO: path } })
    expect(config.scenario).toMatchObject({ name: 'dc-outage', entries: [{ type: 'dc_outage', severity: 1 }] })
    expect(config.scenario).not.toHaveProperty('$schema')
    expect(sources.get('scenario')).toBe('TILLSTREAM_SCENARIO')
  })

  test('that ships is known by its name', () => {
    expect(resolving({ flags: { scenario: 'price-war' } }).config.scenario?.name).toBe('price-war')
  })

  test('can stand in the configuration, whole or as the list of its entries', () => {
    expect(resolving({ file: { scenario: storm() } }).config.scenario).toEqual(storm())
    expect(resolving({ file: { scenario: [STORM] } }).config.scenario).toEqual({ name: 'unnamed', entries: [STORM] })
    expect(resolving({ flags: { scenario: JSON.stringify(storm()) } }).config.scenario).toEqual(storm())
  })

  test('of a flag is taken for that of the file', () => {
    expect(resolving({ file: { scenario: storm() }, flags: { scenario: 'price-war' } }).config.scenario?.name).toBe(
      'price-war',
    )
  })
})

describe('the log', () => {
  test('keeps the scenario, and going on without one goes on with it', () => {
    const { resolved, differences } = continueWorld(resolving({}), world(storm()))
    expect(differences).toEqual([])
    expect(resolved.config.scenario).toEqual(storm())
    expect(resolved.sources.get('scenario')).toBe('log')
  })

  test('goes on with the same scenario, whatever its name and the order in which it is written', () => {
    const { severity, ...rest } = STORM
    const other = { entries: [{ severity, ...rest }], description: 'the same', name: 'other' }
    expect(worldDifferences(world(storm()), world(other))).toEqual([])
  })

  test.each([
    [
      storm({ severity: 0.6 }),
      'scenario: the log was made with "storm" (1 entry), this run asks for "storm" (1 entry); they differ first in scenario.entries[0].severity: 0.5 and 0.6',
    ],
    [
      { name: 'two', entries: [STORM, STORM] },
      `scenario: the log was made with "storm" (1 entry), this run asks for "two" (2 entries); they differ first in scenario.entries[1]: nothing and ${JSON.stringify(STORM)}`,
    ],
    [
      storm({ where: { dc: 2 } }),
      'scenario: the log was made with "storm" (1 entry), this run asks for "storm" (1 entry); they differ first in scenario.entries[0].where.dc: 1 and 2',
    ],
  ])('is not continued with another scenario: %j', (given, words) => {
    const { differences } = continueWorld(resolving({ file: { scenario: given } }), world(storm()))
    expect(differences.map(differenceInWords)).toEqual([words])
  })

  test('of a world without a scenario is not continued with one', () => {
    const { differences } = continueWorld(resolving({ file: { scenario: storm() } }), world(null))
    expect(differences.map(differenceInWords)).toEqual([
      'scenario: the log was made with none, this run asks for "storm" (1 entry)',
    ])
  })

  test('of a scenario is not continued by who wants none', () => {
    const { differences } = continueWorld(resolving({ flags: { scenario: 'null' } }), world(storm()))
    expect(differences.map(differenceInWords)).toEqual([
      'scenario: the log was made with "storm" (1 entry), this run asks for none',
    ])
  })
})

test('scenarios/scenario.schema.json is current (vitest -u writes it)', async () => {
  await expect(`${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`).toMatchFileSnapshot(
    `${FOLDER}scenario.schema.json`,
  )
})

test.each(readdirSync(FOLDER).filter((file) => !file.endsWith('.schema.json')))(
  '%s has the name of its file',
  (file) => {
    expect(`${resolving({ flags: { scenario: `${FOLDER}${file}` } }).config.scenario?.name}.json`).toBe(file)
  },
)
