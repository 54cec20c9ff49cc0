import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readScenario } from '../../src/config/scenario/read-scenario.ts'

const GUIDE = readFileSync(new URL('../../docs/guides/scenarios.md', import.meta.url), 'utf8')

test('the example of the guide is a scenario', () => {
  const example = /```json\n([^]*?)```/.exec(GUIDE)?.[1] ?? ''
  const { scenario, problems } = readScenario(example, { source: 'guide', cwd: '.' })
  expect(problems).toEqual([])
  expect(scenario?.entries.map(({ kind }) => kind)).toEqual([
    'disruption',
    'demand_factor',
    'promotion',
    'price_change',
  ])
})

test('the guide lists every scenario that ships', () => {
  const listed = [...GUIDE.matchAll(/^\| `([\w-]+)` \| (?!how|when|or)/gm)].map(([, name]) => name)
  const files = readdirSync(new URL('../../scenarios/', import.meta.url)).filter((file) => !file.includes('schema'))
  for (const file of files) expect(listed).toContain(file.replace('.json', ''))
})
