import type { Company } from '../../../src/retail/company.ts'
import { disruptionByChance } from '../../../src/retail/disruptions/chance.ts'
import { DISRUPTION_TYPES } from '../../../src/retail/disruptions/events.ts'
import type { DisruptionPlan } from '../../../src/retail/disruptions/plan.ts'
import type { Settings } from '../simulated.ts'
import type { Effect } from './effect.ts'
import { count, mean, type Observe } from './observing.ts'

const DAYS = 300
const ALWAYS: Settings = { disruptions: { daily_chance: 1 } }

/** What goes wrong by chance in many days. */
function chances(company: Company): DisruptionPlan[] {
  const days = Array.from({ length: DAYS }, (_, index) => company.startDay + index)
  return days.map((day) => disruptionByChance(company, 1, day)).filter((plan) => plan !== undefined)
}

const meanOf =
  (figure: (plan: DisruptionPlan) => number): Observe =>
  (company) =>
    mean(chances(company).map(figure))
const severity = meanOf((plan) => plan.severity)
const duration = meanOf((plan) => plan.endsAt - plan.startsAt)

/** Changes to disruptions that happen every day, against the same with the defaults. */
function daily(key: string, settings: NonNullable<Settings['disruptions']>, observe: Observe): Effect {
  return [`disruptions.${key}`, { disruptions: { daily_chance: 1, ...settings } }, 'more', observe, ALWAYS]
}

/** A minimum is raised to the maximum, and a maximum raised. */
const RAISED = [
  ['minor', { min: 0.3 }, { max: 1 }, { min: 12 }, { max: 200 }],
  ['moderate', { min: 0.6 }, { max: 1 }, { min: 48 }, { max: 200 }],
  ['major', { min: 0.9 }, { max: 1 }, { min: 168 }, { max: 300 }],
] as const

/** What the section `disruptions` and scenarios do. */
export const DISRUPTION_EFFECTS: readonly Effect[] = [
  ['disruptions.daily_chance', { disruptions: { daily_chance: 1 } }, 'more', (company) => chances(company).length],
  ...DISRUPTION_TYPES.map((type) =>
    daily(`type_weights.${type}`, { type_weights: { [type]: 5 } }, (company) => {
      return chances(company).filter((plan) => plan.type === type).length
    }),
  ),
  daily('class_shares', { class_shares: [0, 0, 1] }, severity),
  ...RAISED.flatMap(([size, leastSeverity, mostSeverity, leastHours, mostHours]) => [
    daily(`severity.${size}.min`, { severity: { [size]: leastSeverity } }, severity),
    daily(`severity.${size}.max`, { severity: { [size]: mostSeverity } }, severity),
    daily(`duration_hours.${size}.min`, { duration_hours: { [size]: leastHours } }, duration),
    daily(`duration_hours.${size}.max`, { duration_hours: { [size]: mostHours } }, duration),
  ]),
  [
    'scenario',
    { scenario: { name: 'rush', entries: [{ kind: 'demand_factor', after: '0h', where: 'all', factor: 2 }] } },
    'more',
    count('customer_entered'),
  ],
]
