import { decimals, range, section, share, table } from '../leaf.ts'

const SEVERITY = [0.1, 1] as const
const HOURS = [0.1, 720] as const

/** What goes wrong by chance. */
export const disruptions = section(
  {
    daily_chance: share(0.02, 'Chance that a disruption starts in the region of a DC on a day'),
    type_weights: table(
      {
        dc_outage: 0.03,
        inventory_shortage: 0.07,
        truck_breakdown: 0.2,
        weather_delay: 0.18,
        supplier_delay: 0.1,
        capacity_constraint: 0.22,
        labor_shortage: 0.12,
        system_outage: 0.08,
      },
      [0, 100],
      'weight of this type among the disruptions that start by chance',
    ),
    class_shares: decimals(
      [0.6, 0.3, 0.1],
      [0, 1],
      'Share of disruptions by chance that are minor, moderate and major; sum 1',
    ),
    severity: section(
      {
        minor: range({ min: 0.1, max: 0.3 }, SEVERITY, 'severity of a minor disruption'),
        moderate: range({ min: 0.3, max: 0.6 }, SEVERITY, 'severity of a moderate disruption'),
        major: range({ min: 0.6, max: 0.9 }, SEVERITY, 'severity of a major disruption'),
      },
      'How strong disruptions by chance are',
    ),
    duration_hours: section(
      {
        minor: range({ min: 2, max: 12 }, HOURS, 'hours that a minor disruption lasts'),
        moderate: range({ min: 8, max: 48 }, HOURS, 'hours that a moderate disruption lasts'),
        major: range({ min: 24, max: 168 }, HOURS, 'hours that a major disruption lasts'),
      },
      'How long disruptions by chance last',
    ),
  },
  'What goes wrong by chance',
)
