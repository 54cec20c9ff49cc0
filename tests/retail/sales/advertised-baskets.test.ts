import { expect, test } from 'vitest'
import { SEGMENTS } from '../../../src/retail/master-data/types.ts'
import { planBasket } from '../../../src/retail/sales/plan-basket.ts'
import { openWorld } from '../../../src/retail/world.ts'
import { Moment } from '../../../src/simulation/moment.ts'
import { rootKey } from '../../../src/simulation/root-key.ts'
import { smallCompany } from '../simulated.ts'

const company = smallCompany({ volume: { total_products: 1500 } })
const world = openWorld(company)
const BASKETS = 6000

/** Mean units and cents of what shoppers want, all segments and trips alike. */
function wanted(isAdvertised: boolean) {
  const at = new Moment(rootKey('baskets'), () => undefined)
  let units = 0
  let cents = 0
  for (let basket = 0; basket < BASKETS; basket++) {
    at.begin({ due: basket + 1, entity: 1, kind: 0, data: null })
    const buyer = {
      storeId: 1,
      customerId: 0,
      segment: basket % SEGMENTS.length,
      trip: Math.floor(basket / 4) % 4,
      day: company.startDay,
      month: 3,
    }
    const wants = planBasket(company, world, { ...buyer, isAdvertised }, at)
    for (let i = 0; i < wants.length; i += 2) {
      units += wants[i + 1] ?? 0
      cents += (wants[i + 1] ?? 0) * (company.master.products[wants[i] ?? 0]?.salePriceCents ?? 0)
    }
  }
  return { units, cents }
}

test('who is brought by an ad wants 1.25 times the items, worth 1.3 times as much', () => {
  const [usual, brought] = [wanted(false), wanted(true)]
  expect(Math.abs(brought.units / usual.units - 1.25)).toBeLessThan(0.025)
  expect(Math.abs(brought.cents / usual.cents - 1.3)).toBeLessThan(0.05)
})
