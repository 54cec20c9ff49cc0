import type { RetailEvent } from '../../../src/retail/events.ts'
import { SEGMENTS } from '../../../src/retail/master-data/types.ts'
import { DISPOSITIONS } from '../../../src/retail/sales/events.ts'
import { happens, only, type Settings } from '../simulated.ts'
import type { Effect } from './effect.ts'
import { count, meanOf, type Observe } from './observing.ts'

const promoted = count('promotion_applied')
const ticket = meanOf('receipt_created', ({ data }) => data.item_count)

const promotions: Effect[] = [
  ['promotions.weekly_chance', { promotions: { weekly_chance: 0 } }, 'less', count('promotion_started')],
  ...SEGMENTS.map((segment): Effect => {
    const key = `promotions.segment_chance.${segment}`
    return [key, { promotions: { segment_chance: { [segment]: 1 } } }, 'more', promoted]
  }),
  ['promotions.department_factors', { promotions: { department_factors: Array(10).fill(10) } }, 'more', promoted],
  ['promotions.month_factors', { promotions: { month_factors: Array(12).fill(10) } }, 'more', promoted],
  ['promotions.rate_factor', { promotions: { rate_factor: 0 } }, 'less', promoted],
  ['promotions.most_chance', { promotions: { most_chance: 0.02 } }, 'less', promoted],
  // All codes run: some of them name departments.
  [
    'promotions.uplift',
    { promotions: { weekly_chance: 1, uplift: 1 } },
    'more',
    ticket,
    { promotions: { weekly_chance: 1, uplift: 0 } },
  ],
]

const allChange = (elasticity: number): Settings => ({ prices: { weekly_change_share: 1, elasticity } })

const prices: Effect[] = [
  ['prices.weekly_change_share', { prices: { weekly_change_share: 0.5 } }, 'more', count('price_changed')],
  ['prices.elasticity', allChange(10), 'more', ticket, allChange(0)],
]

const comingBack = (returns: NonNullable<Settings['returns']>): Settings => ({
  returns: { rate: 0.1, days: { min: 1, max: 1 }, ...returns },
})
const isReturn = ({ data }: Extract<RetailEvent, { type: 'receipt_created' }>) => data.receipt_type === 'RETURN'
const returned = count('receipt_created', isReturn)
const returnedLines = count('receipt_line_added', ({ data }) => data.quantity < 0)

/** Returns on the three days from Christmas Eve on; on the second stores are closed. */
const christmasReturns: Observe = (company) => only(happens(company, 3), 'receipt_created').filter(isReturn).length
const christmas = (after_christmas_factor: number): Settings => ({
  historical: { start_date: '2024-12-24' },
  returns: { rate: 0.02, days: { min: 1, max: 2 }, after_christmas_factor },
})

const NOTHING = { RESTOCKED: 0, OPEN_BOX: 0, VENDOR: 0, DESTROYED: 0 }
const becoming = (what: string) => comingBack({ dispositions: { ...NOTHING, [what]: 1 } })

const returns: Effect[] = [
  ['returns.rate', comingBack({}), 'more', returned, comingBack({ rate: 0 })],
  ['returns.days.min', comingBack({ days: { min: 2, max: 2 } }), 'less', returned, comingBack({})],
  ['returns.days.max', comingBack({ days: { min: 1, max: 60 } }), 'less', returned, comingBack({})],
  ['returns.after_christmas_factor', christmas(10), 'more', christmasReturns, christmas(0)],
  ['returns.most_share', comingBack({ most_share: 0.2, rate: 0.2 }), 'more', returned, comingBack({})],
  ['returns.line_share', comingBack({ line_share: 1 }), 'more', returnedLines, comingBack({ line_share: 0 })],
  ...DISPOSITIONS.map((disposition): Effect => {
    const other = disposition === 'VENDOR' ? 'OPEN_BOX' : 'VENDOR'
    const ended = count('receipt_line_added', ({ data }) => data.disposition === disposition)
    return [`returns.dispositions.${disposition}`, becoming(disposition), 'more', ended, becoming(other)]
  }),
]

/** What keys do to promotions, prices and returns. */
export const SALES_EFFECTS: readonly Effect[] = [...promotions, ...prices, ...returns]
