import type { DisruptionType } from './events.ts'

/** Days by which a supplier is late at severity 1. */
const MOST_DAYS_LATE = 5

/** Days by which suppliers are late, at least one. */
export function daysLate(severity: number): number {
  return Math.max(1, Math.round(severity * MOST_DAYS_LATE))
}

/** How likely a trip is struck at severity 1. */
export const LIKELIHOODS = { truck_breakdown: 1, weather_delay: 0.7 } as const

const EFFECTS: Readonly<Record<DisruptionType, (percent: number, severity: number) => string>> = {
  dc_outage: () => 'Nothing is loaded at the distribution center',
  inventory_shortage: (percent) => `Suppliers send ${percent} % less than was ordered`,
  truck_breakdown: (percent) => `Trips break down with a chance of ${percent} % and arrive late`,
  weather_delay: (percent) =>
    `Trips are slowed down with a chance of ${Math.round(LIKELIHOODS.weather_delay * percent)} %`,
  supplier_delay: (_, severity) => `Shipments of suppliers are ready later, in days: ${daysLate(severity)}`,
  capacity_constraint: (percent) => `Trucks take ${percent} % less than was planned`,
  labor_shortage: (percent) => `Loading and unloading take ${2 * percent} % longer`,
  system_outage: (percent) => `Shipments of a night are not planned with a chance of ${percent} %`,
}

/** What a disruption does, in words. */
export function effectText(type: DisruptionType, severity: number): string {
  return EFFECTS[type](Math.round(severity * 100), severity)
}
