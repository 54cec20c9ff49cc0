import { DEVICES } from '../../retail/marketing/events.ts'
import { type Distribution, sumOf } from './distribution.ts'
import { shareFigure } from './interval.ts'

/** An impression counts once the time in which it can cause a visit is over, and the last of those visits too. */
export const conversionRates: Distribution = {
  law: 15,
  name: 'conversion_by_channel',
  says: 'On every channel, the share of impressions that brought the customer who saw them into the store is its conversion rate.',
  sql: `
    SELECT channel, conversion_rate, count(*)::float8 AS seen, count(s.impression_id)::float8 AS came
      FROM fact_marketing m
      JOIN dim_customers c ON c.ad_id = m.customer_ad_id
      JOIN truth_campaign_conversion USING (channel)
      LEFT JOIN (SELECT DISTINCT impression_id FROM fact_customer_sessions WHERE impression_id IS NOT NULL) AS s USING (impression_id)
     WHERE m.event_ts + interval '48 hours' <=
           (SELECT min(ended) FROM (SELECT max(event_ts) AS ended FROM fact_store_days GROUP BY store_id) AS last_days)
     GROUP BY 1, 2 ORDER BY 1`,
  measure(rows) {
    const [total, hits] = [sumOf(rows, 'seen'), sumOf(rows, 'came')]
    if (total === 0) return { observations: 0, figures: [] }
    const expected = rows.reduce((sum, row) => sum + Number(row['seen']) * Number(row['conversion_rate']), 0) / total
    const figures = rows.map(({ channel, conversion_rate: rate, seen, came }) =>
      shareFigure(`conversion on ${channel}`, { hits: Number(came), total: Number(seen) }, Number(rate)),
    )
    return { observations: total, figures: [...figures, shareFigure('conversion', { hits, total }, expected)] }
  },
}

export const deviceMix: Distribution = {
  law: 15,
  name: 'device_mix',
  says: 'Impressions are seen on mobile devices, desktops and tablets in the configured shares.',
  sql: `SELECT device_type, count(*)::float8 AS seen FROM fact_marketing GROUP BY 1`,
  measure(rows, { marketing }) {
    const total = sumOf(rows, 'seen')
    const figures = DEVICES.map((device) => {
      const own = rows.filter((row) => row['device_type'] === device)
      return shareFigure(`impressions on ${device}`, { hits: sumOf(own, 'seen'), total }, marketing.device_mix[device])
    })
    return { observations: total, figures: total === 0 ? [] : figures }
  },
}

export const resolvedShare: Distribution = {
  law: 15,
  name: 'resolved_impressions',
  says: 'Of the impressions that customers saw, such a share names the customer that it is the configured share of all.',
  sql: `
    SELECT count(*)::float8 AS seen, count(m.customer_id)::float8 AS resolved
      FROM fact_marketing m
      JOIN dim_customers c ON c.ad_id = m.customer_ad_id`,
  measure(rows, { marketing: { resolved_share: resolved, known_share: known } }) {
    const [total, hits] = [sumOf(rows, 'seen'), sumOf(rows, 'resolved')]
    if (total === 0) return { observations: 0, figures: [] }
    const figure = shareFigure('customers named of those who saw an ad', { hits, total }, resolved / known)
    return { observations: total, figures: [figure] }
  },
}

export const impressionCosts: Distribution = {
  law: 15,
  name: 'impression_costs',
  says: 'Every impression costs what the range of its channel allows, times the factor of the device.',
  sql: `
    SELECT channel, device_type, cost_cents::float8 AS cents, count(*)::float8 AS seen
      FROM fact_marketing
     GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
  measure(rows, { marketing_cost: costs }) {
    const table: Readonly<Record<string, number>> = costs
    const figures = [...Map.groupBy(rows, ({ channel }) => String(channel))].map(([channel, own]) => {
      const total = sumOf(own, 'seen')
      const allowed = own.filter(({ cents, device_type: device }) => {
        const factor = (table[`${String(device).toLowerCase()}_multiplier`] ?? 1) * 100
        const [least, most] = ['min', 'max'].map((end) => (table[`${channel.toLowerCase()}_cost_${end}`] ?? 0) * factor)
        // Costs are told in whole cents.
        return Number(cents) >= Math.floor(least ?? 0) && Number(cents) <= Math.ceil(most ?? 0)
      })
      return shareFigure(`impressions on ${channel} at an allowed cost`, { hits: sumOf(allowed, 'seen'), total }, 1)
    })
    return { observations: sumOf(rows, 'seen'), figures }
  },
}
