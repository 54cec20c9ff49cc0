import { whole } from '../format.ts'

/** People seen in a zone in the newest quarter of an hour. */
export interface ZoneRow {
  readonly zone: string
  readonly people: number
  readonly period_start: string
}

const PLAN = [
  ['GROCERY', 'Grocery'],
  ['ELECTRONICS', 'Electronics'],
  ['GENERAL', 'General'],
  ['CHECKOUT', 'Checkout'],
  ['ENTRANCE', 'Entrance'],
] as const

/** Zones of a store, the fuller the darker. */
export function FloorPlan({ zones }: { readonly zones: readonly ZoneRow[] }) {
  const known = new Map(zones.map(({ zone, people }) => [zone, people]))
  const others = zones.filter(({ zone }) => !PLAN.some(([name]) => name === zone))
  const all = [...PLAN, ...others.map(({ zone }) => [zone, zone.toLowerCase()] as const)]
  const most = Math.max(1, ...zones.map(({ people }) => people))
  const [first] = zones
  return (
    <>
      <ul class="floor">
        {all.map(([name, label]) => {
          const people = known.get(name) ?? 0
          return (
            <li
              key={name}
              class={`zone-${name.toLowerCase()}`}
              style={{ '--fill': `${Math.round((people / most) * 70)}%` }}
            >
              <span>{label}</span> <strong>{whole(people)}</strong>
            </li>
          )
        })}
      </ul>
      <p class="note">
        {first === undefined
          ? 'Nobody was seen in the last hours.'
          : `People seen in the quarter of an hour from ${first.period_start.slice(11, 16)} UTC.`}
      </p>
    </>
  )
}
