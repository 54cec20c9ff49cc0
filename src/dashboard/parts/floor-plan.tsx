import { whole } from '../format.ts'

/** People seen in a zone in the newest quarter of an hour. */
export interface ZoneRow {
  readonly zone: string
  readonly people: number
  readonly period_start: string
}

/** The zones of a store besides its departments: people come in below, and go out there. */
const BELOW = ['CHECKOUT', 'ENTRANCE', 'EXIT']

/** Zones of a store, the fuller the darker. */
export function FloorPlan({ zones }: { readonly zones: readonly ZoneRow[] }) {
  const known = new Map(zones.map(({ zone, people }) => [zone, people]))
  const departments = zones.map(({ zone }) => zone).filter((zone) => !BELOW.includes(zone))
  const most = Math.max(1, ...zones.map(({ people }) => people))
  const [first] = zones
  return (
    <>
      <ul class="floor">
        {[...departments, ...BELOW].map((name) => {
          const people = known.get(name) ?? 0
          return (
            <li
              key={name}
              class={`zone-${name.toLowerCase()}`}
              style={{ '--fill': `${Math.round((people / most) * 30)}%` }}
            >
              <span>{nameOf(name)}</span> <strong>{whole(people)}</strong>
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

/** Departments whose two words are two things. */
const PAIRS = new Set(['HEALTH_BEAUTY', 'HOME_GARDEN', 'BABY_KIDS', 'SEASONAL_SPORTS'])

/** `HEALTH_BEAUTY` is "Health & beauty". */
function nameOf(zone: string): string {
  const words = zone.toLowerCase().replaceAll('_', PAIRS.has(zone) ? ' & ' : ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
