import { deriveKey, type Draws, drawsFor, wordOf } from '../../simulation/random.ts'
import type { DayNumber } from '../../time/business-date.ts'
import { HOUR, MINUTE, type SimTime } from '../../time/sim-time.ts'
import type { Company } from '../company.ts'
import { planningTime } from '../logistics/replenishment.ts'
import { morningOf } from '../logistics/travel.ts'
import { DISRUPTION_TYPES, type DisruptionType } from './events.ts'
import { type DisruptionPlan, planDisruption } from './plan.ts'

const CHANCE = wordOf('disruptions-by-chance')
const CLASSES = ['minor', 'moderate', 'major'] as const

/** Share of disruptions of a type that can strike one store, truck or supplier which do so, and not the whole region. */
const NARROW_SHARE = 0.5
/** Severities come in hundredths. */
const HUNDREDTHS = 100

/** What goes wrong by chance in a region on a local day: a function of seed, region and day alone. */
export function disruptionByChance(company: Company, dcId: number, day: DayNumber): DisruptionPlan | undefined {
  const { disruptions } = company.config
  const draws = drawsFor(deriveKey(company.root, CHANCE), dcId, day)
  if (!draws.chance(disruptions.daily_chance)) return undefined
  const zone = company.dcZones[dcId]
  const [dayStart, nextDay] = [zone.startOfDay(day), zone.startOfDay(day + 1)]
  const startsAt = dayStart + 1 + draws.below(nextDay - dayStart - 1)
  const type = picked(draws, DISRUPTION_TYPES, (name) => disruptions.type_weights[name])
  const size = picked(draws, CLASSES, (name) => disruptions.class_shares[CLASSES.indexOf(name)] ?? 0)
  const severity = Math.round(within(draws, disruptions.severity[size]) * HUNDREDTHS) / HUNDREDTHS
  const lasts = Math.round((within(draws, disruptions.duration_hours[size]) * HOUR) / MINUTE) * MINUTE
  const endsAt = Math.max(startsAt + lasts, nextMatter(company, dcId, { type, startsAt }) + MINUTE)
  const plan = { dcId, type, severity, startsAt, endsAt, number: 1, origin: 'chance', cause: null } as const
  return planDisruption(company, { ...plan, ...targetOf(company, dcId, { type, draws }) })
}

/**
 * When somebody next does what the type disturbs: plans a night, loads, or sets off. A disruption by chance lasts until then at
 * least, so that none passes unnoticed.
 */
function nextMatter(
  company: Company,
  dcId: number,
  { type, startsAt }: Pick<DisruptionPlan, 'type' | 'startsAt'>,
): SimTime {
  const instantOn = (day: DayNumber) => {
    if (type === 'system_outage') return planningTime(company, dcId, day)
    const { loadsAt, departsAt } = morningOf(company, dcId, day)
    return type === 'truck_breakdown' || type === 'weather_delay' ? departsAt : loadsAt
  }
  const today = company.dcZones[dcId].dayAt(startsAt)
  return instantOn(today) > startsAt ? instantOn(today) : instantOn(today + 1)
}

interface Striking {
  readonly type: DisruptionType
  readonly draws: Draws
}

/** All of the region, or one store, truck or supplier of it where the type has such targets. */
function targetOf(
  company: Company,
  dcId: number,
  { type, draws }: Striking,
): Pick<DisruptionPlan, 'targetType' | 'targetId'> {
  const isNarrow = draws.chance(NARROW_SHARE)
  const pick = draws.unit()
  const { targetType, ids } = thingsOf(company, dcId, type)
  const targetId = ids[Math.floor(pick * ids.length)]
  return isNarrow && targetId !== undefined ? { targetType, targetId } : { targetType: 'DC', targetId: dcId }
}

function thingsOf(company: Company, dcId: number, type: DisruptionType) {
  const { master, storesOfDc, supplierOf } = company
  if (type === 'weather_delay') return { targetType: 'STORE', ids: storesOfDc[dcId] } as const
  if (type === 'truck_breakdown') {
    const trucks = master.trucks.filter(({ servesDcId, fleet }) => servesDcId === dcId && fleet !== 'SUPPLIER')
    return { targetType: 'TRUCK', ids: trucks.map(({ truckId }) => truckId) } as const
  }
  if (type !== 'supplier_delay') return { targetType: 'DC', ids: [dcId] } as const
  return { targetType: 'SUPPLIER', ids: [...new Set(supplierOf.map(({ supplierId }) => supplierId))] } as const
}

function within(draws: Draws, { min, max }: { readonly min: number; readonly max: number }): number {
  return min + (max - min) * draws.unit()
}

function picked<Name>(draws: Draws, names: readonly Name[], weightOf: (name: Name) => number): Name {
  const total = names.reduce((sum, name) => sum + weightOf(name), 0)
  let left = draws.unit() * total
  return names.find((name) => (left -= weightOf(name)) < 0) ?? names[0]
}
