import { DAY, ON_DAY } from './business-day.ts'
import { FILLS_EMPTY, NOW } from './store-views.ts'

/** What figures are told of, as `src/live/figures.ts` means them. */
const FIGURES = ['people', 'stockouts', 'trucks', 'visits', 'purchases', 'sales_cents', 'receipts'] as const

const quarterOf = (instant: string) => `date_bin('15 minutes', ${instant}, 'epoch')`

/** Of the day, as much as tables hold; before `settled`, no visit had begun that has not ended: none lasts $2 seconds. */
const REACH = `
  reach AS (
    SELECT begins, least(ends, now.at) AS ends, now.at - make_interval(secs => $2) AS settled
      FROM day, now WHERE $1 >= (SELECT as_of FROM store_inventory_snapshots LIMIT 1)
  )`

/** Visits during the day by the quarters in which they began and ended; those of other business days are people as well. */
const VISITS = `
  visits AS (
    SELECT ${quarterOf('entered_at')} AS came, ${quarterOf('left_at')} AS went, sum(party_size) AS people,
           count(*) FILTER (WHERE event_date = $1) AS visits,
           count(*) FILTER (WHERE event_date = $1 AND purchased) AS purchases
      FROM fact_customer_sessions
     WHERE event_ts >= (SELECT begins FROM reach)
       AND event_ts <= (SELECT ends + make_interval(secs => $2) FROM reach)
     GROUP BY came, went
  )`

const SALES = `
  sales AS (
    SELECT ${quarterOf('event_ts')} AS quarter, sum(total_cents) AS cents, count(*) AS receipts
      FROM fact_receipts WHERE ${ON_DAY} GROUP BY quarter
  )`

/** Steps of trucks that set off or arrive, one for all shipments on a truck; the way back begins when it is unloaded. */
const STEPS = `
  SELECT DISTINCT truck_id, event_ts, CASE WHEN status IN ('IN_TRANSIT', 'UNLOADING') THEN 1 ELSE -1 END AS change
    FROM fact_truck_moves
   WHERE status IN ('IN_TRANSIT', 'ARRIVED', 'UNLOADING', 'COMPLETED')
     AND event_ts >= (SELECT begins FROM reach) AND event_ts <= (SELECT ends FROM reach)`

/** Trucks that are on the road when the day begins. */
const ON_THE_ROAD = `
  SELECT truck_id FROM dim_trucks t
   WHERE (SELECT status FROM fact_truck_moves m
           WHERE m.truck_id = t.truck_id AND m.event_ts < (SELECT begins FROM reach)
           ORDER BY event_ts DESC LIMIT 1) IN ('IN_TRANSIT', 'DELAYED', 'UNLOADING')`

/** By how much a figure changes in a quarter of an hour; what lies before the day, or has no quarter, counts from its beginning. */
const CHANGES = `
  changes (quarter, figure, change) AS (
    SELECT each.* FROM visits, LATERAL (VALUES
      (came, 'people', people), (went, 'people', -people), (came, 'visits', visits), (went, 'purchases', purchases)
    ) AS each
    UNION ALL
    SELECT each.* FROM sales, LATERAL (VALUES (quarter, 'sales_cents', cents), (quarter, 'receipts', receipts)) AS each
    UNION ALL
    SELECT ${quarterOf('event_ts')}, 'stockouts', count(*) FROM fact_stockouts
     WHERE store_id IS NOT NULL AND event_ts <= (SELECT ends FROM reach) GROUP BY 1
    UNION ALL
    SELECT ${quarterOf('event_ts')}, 'stockouts', -count(*) FROM fact_store_inventory_txn
     WHERE ${FILLS_EMPTY} AND event_ts <= (SELECT ends FROM reach) GROUP BY 1
    UNION ALL
    SELECT ${quarterOf('event_ts')}, 'trucks', sum(change) FROM (${STEPS}) AS steps GROUP BY 1
    UNION ALL
    SELECT NULL, 'trucks', count(*) FROM (${ON_THE_ROAD}) AS trucks
  )`

const sumOf = (figure: string) => `sum(change) FILTER (WHERE figure = '${figure}') AS ${figure}`
const soFar = (figure: string) => `coalesce(sum(${figure}) OVER so_far, 0)`
/** Visits that have not ended are in no table, so that this is not known of the last hour. */
const ofVisits = (figure: string) => `CASE WHEN q.at <= settled THEN ${soFar(figure)} END AS ${figure}`
const ofEvents = (figure: string) => `${soFar(figure)} AS ${figure}`

/** The figures of the company at every quarter of an hour of business day $1: of all that happened before. */
export const COURSE = `
  WITH ${NOW}, ${DAY}, ${REACH}, ${VISITS}, ${SALES}, ${CHANGES}, steps AS (
    SELECT greatest(begins, quarter + INTERVAL '15 minutes') AS at, ${FIGURES.map(sumOf).join(', ')}
      FROM changes, reach GROUP BY 1
  )
  SELECT q.at, ${FIGURES.map((figure) => (figure === 'people' || figure === 'visits' ? ofVisits : ofEvents)(figure)).join(', ')}
    FROM reach CROSS JOIN LATERAL generate_series(begins, ends, INTERVAL '15 minutes') AS q (at)
    LEFT JOIN steps ON steps.at = q.at
  WINDOW so_far AS (ORDER BY q.at) ORDER BY q.at`
