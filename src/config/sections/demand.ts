import { decimals, section, table } from '../leaf.ts'

const FACTOR = [0, 10] as const
const WEIGHT = [0, 100] as const

/** Midnight first: morning coffee, lunch, and the way home. */
const WEEKDAY_HOURS = [
  0.05, 0.03, 0.02, 0.02, 0.05, 0.2, 0.4, 0.8, 0.9, 0.6, 0.6, 0.9, 1.2, 1, 0.7, 0.7, 0.85, 1.3, 1.5, 1.2, 0.8, 0.5,
  0.25, 0.1,
]
/** Midnight first: one broad plateau around midday. */
const WEEKEND_HOURS = [
  0.05, 0.03, 0.02, 0.02, 0.03, 0.08, 0.15, 0.25, 0.4, 0.6, 0.85, 1.1, 1.2, 1.2, 1.2, 1.15, 1.1, 1, 0.85, 0.65, 0.45,
  0.3, 0.18, 0.1,
]

const MILD = { sunny: 0.4, cloudy: 0.3, rainy: 0.2, snowy: 0.05, stormy: 0.05 }

function odds(season: string, values: Record<keyof typeof MILD, number>) {
  return table(values, [0, 1], `odds of the day's weather in ${season}; the five sum to 1`)
}

/** When people come: factors on the expected visits of a store and hour. */
export const demand = section(
  {
    weekday_factors: decimals(
      [0.7, 0.8, 0.9, 1, 1.2, 1.4, 1.1],
      FACTOR,
      'Factor on visits by day of the week, Monday first; normalised to mean 1',
    ),
    season_factors: table(
      { spring: 1, summer: 0.9, autumn: 1.2, winter: 1.4 },
      FACTOR,
      'factor on visits by season; normalised to mean 1',
    ),
    weather_factors: table(
      { sunny: 1.1, cloudy: 1, rainy: 0.7, snowy: 0.6, stormy: 0.5 },
      FACTOR,
      "factor on visits by the day's weather",
    ),
    weather_odds: section(
      {
        winter: odds('winter', { sunny: 0.25, cloudy: 0.3, rainy: 0.15, snowy: 0.2, stormy: 0.1 }),
        spring: odds('spring', MILD),
        summer: odds('summer', { sunny: 0.55, cloudy: 0.25, rainy: 0.15, snowy: 0, stormy: 0.05 }),
        autumn: odds('autumn', MILD),
      },
      "Odds of the day's weather by season",
    ),
    hour_weights: section(
      {
        weekday: decimals(WEEKDAY_HOURS, WEIGHT, 'Weight of each local hour, 0 to 23, Monday to Friday'),
        weekend: decimals(WEEKEND_HOURS, WEIGHT, 'Weight of each local hour, 0 to 23, Saturday and Sunday'),
      },
      'How the visits of a day spread over its hours; only hours in which the store is open count',
    ),
  },
  'When people come',
)
