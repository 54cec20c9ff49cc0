import type { Config } from '../config/schema.ts'
import type { LawTitle } from './report.ts'

export const IMPRESSIONS_WITHIN_CAP: LawTitle = {
  law: 14,
  name: 'impressions_within_cap',
  says: 'On no business day are there more impressions than the configured cap, nor in a region more than its share of that by customers, rounded up.',
}

/** The law as a query: a row for each business day of a region with impressions, and one for that of the company. */
export function impressionsByDay({ volume }: Pick<Config, 'volume'>): string {
  const { marketing_impressions_per_day: cap, total_customers: total } = volume
  return `
WITH regions AS (
  SELECT s.dc_id, count(*) AS customers
    FROM dim_customers c
    JOIN dim_stores s ON s.store_id = c.home_store_id
   GROUP BY 1
), seen AS (
  SELECT substring(impression_id FROM '^I(\\d+)-')::int AS dc_id, event_date, count(*) AS impressions
    FROM fact_marketing
   GROUP BY 1, 2
), days AS (
  SELECT format('region of DC %s on %s', dc_id, event_date) AS offender, impressions,
         div(${cap}::numeric * coalesce(customers, 0) + ${total} - 1, ${total}) AS most
    FROM seen
    LEFT JOIN regions USING (dc_id)
  UNION ALL
  SELECT format('company on %s', event_date), sum(impressions), ${cap}
    FROM seen
   GROUP BY event_date
)
SELECT offender, format('%s impressions, at most %s', impressions, most) AS detail, impressions <= most AS holds
  FROM days`
}
