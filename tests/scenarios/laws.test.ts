import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { readScenario } from '../../src/config/scenario/read-scenario.ts'
import { collectReports, runLaws } from '../../src/verify/run-laws.ts'
import { simulateSmallRun } from '../verify/small-run.ts'

const FOLDER = fileURLToPath(new URL('../../scenarios/', import.meta.url))
const NAMES = readdirSync(FOLDER)
  .filter((file) => !file.endsWith('.schema.json'))
  .map((file) => file.replace('.json', ''))

/** Everything that goes wrong in any of the scenarios that ship, in one history. */
function allAtOnce() {
  const entries = NAMES.flatMap((name) => readScenario(name, { source: 'test', cwd: FOLDER }).scenario?.entries ?? [])
  return { name: 'all-at-once', entries }
}

/** Whatever else happens at the same time: every type of disruption, while trucks are loaded and while they are under way. */
const TYPES = [
  'dc_outage',
  'inventory_shortage',
  'truck_breakdown',
  'weather_delay',
  'supplier_delay',
  'capacity_constraint',
  'labor_shortage',
  'system_outage',
] as const
const TROUBLE = TYPES.map((type, index) => ({
  kind: 'disruption' as const,
  type,
  after: `${index + 1}d 14h`,
  for: '30h',
  where: 'all' as const,
  severity: 0.8,
}))

test('all scenarios that ship, all at once, and all kinds of disruptions break no law', {
  timeout: 120_000,
}, async () => {
  const { name, entries } = allAtOnce()
  await using run = await simulateSmallRun({
    days: 11,
    volume: {
      dcs: 2,
      store_initial_inventory_min: 4,
      store_initial_inventory_max: 14,
      store_reorder_point_min: 2,
      store_reorder_point_max: 6,
    },
    scenario: { name, entries: [...entries, ...TROUBLE] },
  })
  const { rows } = await run.client.query('SELECT count(DISTINCT disruption_type)::int AS types FROM fact_disruptions')
  expect(rows).toEqual([{ types: TYPES.length }])
  const { laws } = await collectReports(runLaws(run))
  expect(laws.filter(({ violations }) => violations > 0)).toEqual([])
})
