import { expect, test } from 'vitest'
import { happens, smallCompany } from '../retail/simulated.ts'
import { STORM, simulateSmallRun } from '../verify/small-run.ts'
import { dataPage } from './data-page.ts'
import { eventsPage } from './events-page.ts'

const DAYS = 2
/** Shelves that empty soon, so that there are reorders, shipments and stockouts to show. */
const SCARCE = {
  store_initial_inventory_min: 2,
  store_initial_inventory_max: 12,
  store_reorder_point_min: 1,
  store_reorder_point_max: 6,
}

test('docs/events.md is current (vitest -u writes it)', async () => {
  const page = eventsPage(happens(smallCompany({ volume: SCARCE, scenario: STORM }), DAYS))
  await expect(page).toMatchFileSnapshot('../../docs/events.md')
})

test('docs/data.md is current (vitest -u writes it)', async () => {
  await using run = await simulateSmallRun({ days: DAYS, volume: SCARCE, scenario: STORM })
  await expect(await dataPage(run.client)).toMatchFileSnapshot('../../docs/data.md')
})

test('a table without a comment would leave a hole in the reference', async () => {
  await using run = await simulateSmallRun({ days: 1, volume: SCARCE })
  await run.client.query('COMMENT ON TABLE dim_stores IS NULL')
  await expect(dataPage(run.client)).rejects.toThrow('dim_stores has no comment that says what it holds')
})
