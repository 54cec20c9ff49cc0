import type { ClientBase } from 'pg'
import type { Config } from '../../config/schema.ts'
import { createTally, type Figure, type Finding } from '../report.ts'
import { adPurchaseRate, adTickets } from './ad-visits.ts'
import type { Aggregates, Distribution } from './distribution.ts'
import { isInside } from './interval.ts'
import { onlineBackorders, onlineCancellations, onlineHours, onlineModes, onlinePayments } from './online.ts'
import { conversionRates, deviceMix, impressionCosts, resolvedShare } from './marketing.ts'
import { promotedShare } from './promotions.ts'
import { returnDispositions, returnRate } from './returns.ts'
import { declineRate, itemsPerTicket, tenderMix } from './sales.ts'
import { partySizes, purchaseRate, tripMix, visitsByHour, visitsByWeekday } from './visits.ts'
import { weatherOdds } from './weather.ts'

/** The laws about distributions that need the configuration of the run. */
export const DISTRIBUTIONS: readonly Distribution[] = [
  visitsByWeekday,
  visitsByHour,
  partySizes,
  tripMix,
  purchaseRate,
  itemsPerTicket,
  tenderMix,
  declineRate,
  weatherOdds,
  onlineModes,
  onlineHours,
  onlinePayments,
  onlineCancellations,
  onlineBackorders,
  conversionRates,
  deviceMix,
  resolvedShare,
  impressionCosts,
  adPurchaseRate,
  adTickets,
  promotedShare,
  returnRate,
  returnDispositions,
]

/** Measures the distribution; `checked` counts the observations, `violations` the figures outside their intervals. */
export async function checkDistribution(client: ClientBase, law: Distribution, config: Config): Promise<Finding> {
  const sql = typeof law.sql === 'string' ? law.sql : law.sql(config)
  const { rows } = await client.query<Aggregates>(sql)
  const { observations, figures } = law.measure(rows, config)
  if (observations === 0) return { checked: 0, violations: 0, offenders: [] }
  const tally = createTally()
  for (const figure of figures) tally.check(isInside(figure), () => sentence(figure))
  const { violations, offenders } = tally.finding()
  return { checked: observations, violations, offenders, figures }
}

function sentence({ figure, observed, expected, lowest, highest }: Figure): string {
  return `${figure}: ${short(observed)}, expected ${short(expected)}, at least ${short(lowest)} and at most ${short(highest)}`
}

function short(value: number): string {
  return String(Number(value.toPrecision(5)))
}
