import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { violationsOf } from './architecture/check.ts'
import { blank, importsOf } from './architecture/source-text.ts'

const PROJECT = fileURLToPath(new URL('..', import.meta.url))

function sources(folder: string): string[] {
  return readdirSync(join(PROJECT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
}

test.each(['src', 'projections'])('%s is built as the table says', (folder) => {
  const files = sources(folder)
  expect(files.length).toBeGreaterThan(10)
  expect(files.flatMap((path) => violationsOf(path, readFileSync(join(PROJECT, path), 'utf8')))).toEqual([])
})

describe('an offending file is named with the rule that it breaks', () => {
  test.each([
    ['src/time/a.ts', "import { agent } from '../simulation/agent.ts'", 'time knows nothing else'],
    ['src/simulation/a.ts', "import type { Company } from '../retail/company.ts'", 'time <- simulation <- retail'],
    ['src/retail/a.ts', "import { configSchema } from '../config/schema.ts'", 'its types are allowed'],
    ['src/retail/a.ts', "import { openEmbeddedEventStore } from '../event-store/embedded.ts'", 'only main and cli'],
    ['src/retail/a.ts', "import type { EventStore } from '../event-store/port.ts'", 'reads nothing from stores'],
    ['projections/a.ts', "import { visits } from '../src/retail/traffic/visits.ts'", 'never agents'],
    ['src/projection/a.ts', "import { roster } from '../retail/roster.ts'", 'never agents'],
    ['src/publishing/a.ts', "import { x } from '../exporting/x.ts'", 'never each other'],
    ['src/live/a.ts', "export { x } from '../api/x.ts'", 'never each other'],
    ['src/verify/a.ts', "const x = await import('../digest/digest.ts')", 'never each other'],
    [
      'src/run.ts',
      "import { openEmbeddedEventStore } from './event-store/embedded.ts'",
      'only main and cli see adapters',
    ],
    ['src/digest/a.ts', "import { run } from '../run.ts'", 'only cli composes runs'],
    ['src/event-store/a.ts', "import { runCli } from '../cli/main.ts'", 'only main and cli know the command line'],
    ['src/somewhere/a.ts', "import { x } from './x.ts'", 'somewhere is not in the table of folders'],
    ['src/other.ts', "import { x } from 'zod'", 'other.ts is not in the table of folders'],
    ['src/cli/a.ts', "import { x } from './x.js'", 'ends in .ts'],
    ['src/cli/a.ts', "import { merge } from 'rxjs'", 'rxjs stays in'],
    ['src/verify/a.ts', "import { sql } from 'kysely'", 'kysely stays in'],
    ['src/verify/a.ts', "import { Client } from 'pg'", 'connections are opened in database'],
    ['src/cli/a.ts', 'const client = new Client(url)', 'connections are opened in database'],
    ['src/live/a.ts', "import type { Client } from 'pg'", 'connections are opened in database'],
    ['src/projection/a.ts', "import { from } from 'pg-copy-streams'", 'COPY'],
    [
      'src/publishing/a.ts',
      "import { Kafka } from '@vendor/kafka/client'",
      '@vendor/kafka is not in the table of packages',
    ],
    ['src/retail/a.ts', "import { createHash } from 'node:crypto'", 'no node:*'],
    ['src/time/clock.ts', "import 'node:timers'", 'no node:*'],
    ['src/database/a.ts', "import { DatabaseSync } from 'node:sqlite'", 'SQLite belongs to'],
    ['src/retail/sales/a.ts', 'const now = Date.now()', 'no wall clock'],
    ['src/time/a.ts', 'const now = performance.now()', 'no wall clock'],
    ['src/time/a.ts', 'const now = new Date()', 'takes an instant'],
    ['src/time/a.ts', 'const now = new Date', 'takes an instant'],
    ['src/simulation/a.ts', 'const luck = Math.random()', 'exactly rounded'],
    ['src/simulation/a.ts', 'const x = Math.log(2) + Math.pow(2, y)', 'exactly rounded'],
    ['src/simulation/a.ts', 'const x = 2 ** y', 'which is exact'],
    ['src/simulation/a.ts', 'const x = y ** 2', 'which is exact'],
    ['src/simulation/a.ts', 'const x = 2 ** 0.5', 'which is exact'],
    ['projections/a.ts', 'setTimeout(work, 1)', 'no timers'],
    ['src/retail/a.ts', 'const byStore = Map.groupBy(events, storeOf)', 'runs on Node 20'],
    ['src/retail/a.ts', 'console.log(1)', 'the command line writes'],
    ['src/database/a.ts', "const home = process.env['HOME']", 'config is the only reader of process.env'],
    ['src/api/a.ts', 'export default function () {}', 'no default exports'],
    ['src/api/a.ts', "export * from './b.ts'", 'no barrels'],
    ['src/api/index.ts', 'export const x = 1', 'index.ts is only in projections'],
    ['src/api/utils.ts', 'export const x = 1', 'named utils'],
    ['src/helpers/a.ts', 'export const x = 1', 'named helpers'],
    ['src/api/camelCase.ts', 'export const x = 1', 'kebab-case'],
  ])('%s: %s', (path, source, rule) => {
    const found = violationsOf(path, source)
    expect(found.join('\n')).toContain(rule)
    expect(found.every((line) => line.startsWith(path))).toBe(true)
  })

  test('when it is too long or too wide', () => {
    expect(violationsOf('src/api/a.ts', 'x()\n'.repeat(200))).toEqual([])
    expect(violationsOf('src/api/a.ts', 'x()\n'.repeat(201))).toEqual([
      'src/api/a.ts has 201 lines of code: at most 200',
    ])
    expect(violationsOf('src/api/a.ts', `x(${'1, '.repeat(39)})`)).toEqual([])
    expect(violationsOf('src/api/a.ts', `x(${'1, '.repeat(39)}1)`)).toEqual([
      'src/api/a.ts:1 is 121 columns wide: at most 120',
    ])
  })

  test('with its line', () => {
    expect(violationsOf('src/time/a.ts', "\n\nimport {\n  a,\n} from '../retail/a.ts'\n")).toEqual([
      'src/time/a.ts:3 imports ../retail/a.ts: time knows nothing else',
    ])
  })
})

test.each([
  ['src/cli/machine-clock.ts', "import { setTimeout } from 'node:timers/promises'\nconst now = Date.now()"],
  ['src/retail/a.ts', "import type { Config } from '../config/schema.ts'\nimport { merge } from 'rxjs'"],
  ['src/retail/a.ts', 'const x = 2 ** -32 + Math.floor(2 ** 4) * Math.LOG2E + new Date(0).getTime()'],
  ['src/retail/a.ts', '// Date.now\n/** console */ const x = "Math.random()" + `new Date() ${1} console` + `${`**`}`'],
  ['src/verify/a.ts', "import type { EventStore } from '../event-store/port.ts'\nimport { type Client } from 'pg'"],
  ['src/cli/a.ts', `import { run } from '../run.ts'\nconst x = '${'x'.repeat(200)}'`],
])('%s may: %s', (path, source) => {
  expect(violationsOf(path, source)).toEqual([])
})

test('imports are found in every form, and nowhere else', () => {
  const source = `
import a, { b } from 'one'
import type { C } from "two"
import {
  type D,
  type E,
} from 'three'
import * as f from 'four'
import 'five'
export { g } from 'six'
export type { H } from 'seven'
const i = await import('eight')
// import 'no'
/* import { x } from 'no' */
const text = "import { x } from 'no'"
const template = \`import 'no' \${await import('nine')} import 'no'\`
const pattern = /import 'no'/g
export const from = 'no'
`
  expect(importsOf(source).map(({ specifier, isType }) => `${specifier}${isType ? ' (types)' : ''}`)).toEqual([
    'one',
    'two (types)',
    'three (types)',
    'four',
    'five',
    'six',
    'seven (types)',
    'eight',
    'nine',
  ])
  expect(importsOf(source).map(({ line }) => line)).toEqual([2, 3, 4, 8, 9, 10, 11, 12, 16])
})

test('blanking keeps code, lengths and lines', () => {
  const source = 'a /* b\nc */ + "d\\"e" / 2 // f\n`g${h({ i: 1 })}j` + /[/]k/.test(l)'
  const blanked = blank(source, { strings: true })
  expect(blanked).toHaveLength(source.length)
  expect(blanked.replaceAll(/ +/g, ' ')).toBe('a \n + " " / 2 \n` ${h({ i: 1 })} ` + / .test(l)')
})
