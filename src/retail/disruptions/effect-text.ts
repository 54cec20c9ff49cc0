import type { DisruptionType } from './events.ts'

const EFFECTS: Readonly<Record<DisruptionType, (percent: number) => string>> = {
  dc_outage: () => 'No truck is loaded at the distribution center',
  inventory_shortage: (percent) => `Suppliers deliver up to ${percent} % less than was ordered`,
  truck_breakdown: (percent) => `Trips break down with a chance of ${percent} % and arrive late`,
  weather_delay: (percent) => `Trips are slowed down with a chance of ${percent} %`,
  supplier_delay: (percent) => `Suppliers are late with a chance of ${percent} %`,
  capacity_constraint: (percent) => `Trucks carry ${percent} % less`,
  labor_shortage: (percent) => `Hands are short by ${percent} %, so that loading takes longer`,
  system_outage: (percent) => `Shipments of a night are not planned with a chance of ${percent} %`,
}

/** What a disruption does, in words. */
export function effectText(type: DisruptionType, severity: number): string {
  return EFFECTS[type](Math.round(severity * 100))
}
