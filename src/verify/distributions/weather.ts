import { WEATHERS } from '../../retail/operations/events.ts'
import { dayNumberOf, seasonOf } from '../../time/business-date.ts'
import { type Distribution, sumOf } from './distribution.ts'
import { shareFigure } from './interval.ts'

export const weatherOdds: Distribution = {
  law: 15,
  name: 'weather_odds',
  says: 'In every season, each kind of weather is as frequent over regions and days as its odds.',
  sql: `
    SELECT month::float8, weather, count(*)::float8 AS days
      FROM (SELECT DISTINCT dc_id, business_date, extract(month FROM business_date) AS month, weather
              FROM fact_store_days JOIN dim_stores USING (store_id)) AS region_days
     GROUP BY 1, 2`,
  measure(rows, { demand }) {
    const bySeason = Map.groupBy(rows, ({ month }) =>
      seasonOf(dayNumberOf(`2024-${String(month).padStart(2, '0')}-01`)),
    )
    const figures = [...bySeason].flatMap(([season, own]) =>
      WEATHERS.map((weather) => {
        const hits = sumOf(
          own.filter((row) => row['weather'] === weather),
          'days',
        )
        return shareFigure(
          `${weather} in ${season}`,
          { hits, total: sumOf(own, 'days') },
          demand.weather_odds[season][weather],
        )
      }),
    )
    return { observations: sumOf(rows, 'days'), figures }
  },
}
