import type { Moment } from '../../simulation/moment.ts'
import { type Draws, wordOf } from '../../simulation/random.ts'
import { civilOf } from '../../time/business-date.ts'
import type { Company } from '../company.ts'
import { TRIPS } from '../fields.ts'
import { type Customer, SEGMENTS } from '../master-data/types.ts'
import type { Assortment, Shopper } from '../sales/assortment.ts'
import { FULFILLMENT_MODES, type FulfillmentMode } from './events.ts'
import type { Placement, Units } from './order.ts'

const WHO = wordOf('online-customer')
const HOW = wordOf('online-mode')
const WHAT = wordOf('online-lines')

/** Tries to draw a product that is not in the order yet. */
const MAX_TRIES = 16
/** The web shop has no aisles: its departments are chosen as on a trip through the whole store. */
const TRIP = TRIPS.indexOf('FAMILY')

/** What a customer wants, before anybody looks for it. */
export interface OrderPlan {
  readonly customer: Customer
  readonly mode: FulfillmentMode
  /** Each product once; empty when nothing is on sale. */
  readonly lines: Units[]
}

/** Where the lines come from: what the customer's store carries. */
interface Shop extends Pick<Company, 'config'> {
  readonly assortment: Assortment
}

/** Draws who orders, how it is to be served, and what. */
export function planOrder(company: Company, { dcId, day }: Placement, at: Moment): OrderPlan {
  const { config, master, customersOfDc } = company
  const customers = customersOfDc[dcId]
  const customer = master.customers[customers[at.draws(WHO).below(customers.length)] - 1]
  const shares = FULFILLMENT_MODES.map((mode) => config.online.mode_mix[mode])
  const mode = FULFILLMENT_MODES[pickShare(at.draws(HOW), shares)]
  const segment = SEGMENTS.indexOf(customer.segment)
  const shopper = { segment, trip: TRIP, day, month: civilOf(day).month }
  const assortment = company.assortmentOf(customer.homeStoreId)
  return { customer, mode, lines: planLines({ config, assortment }, shopper, at.draws(WHAT)) }
}

function planLines({ config, assortment }: Shop, shopper: Shopper, draws: Draws): Units[] {
  const { line_weights, quantity_weights } = config.online
  const wanted = 1 + pickShare(draws, line_weights)
  const lines: Units[] = []
  for (let tries = 0; lines.length < wanted && tries < wanted + MAX_TRIES; tries++) {
    const product_id = assortment.choose(draws, shopper) + 1
    const quantity = 1 + pickShare(draws, quantity_weights)
    if (product_id > 0 && lines.every((line) => line.product_id !== product_id)) lines.push({ product_id, quantity })
  }
  return lines
}

function pickShare(draws: Draws, shares: readonly number[]): number {
  let left = draws.unit()
  const place = shares.findIndex((share) => (left -= share) < 0)
  return place < 0 ? shares.length - 1 : place
}
