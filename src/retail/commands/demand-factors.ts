import type { DayNumber } from '../../time/business-date.ts'
import type { SimTime } from '../../time/sim-time.ts'
import type { Company } from '../company.ts'
import type { World } from '../world.ts'
import { type Command, type EntryOf, scenarioCommands } from './command.ts'
import { type Nodes, nodesOf } from './where.ts'

/** More or fewer people want to shop somewhere, from an instant on until another. Plain data. */
export interface DemandFactor extends Nodes {
  readonly factor: number
  readonly from: SimTime
  /** Infinity for good. */
  readonly until: SimTime
}

/** A store, or all of a region. */
export type Demanding = { readonly storeId: number } | { readonly dcId: number }

/** What expected visits of a store, or orders of a region, are multiplied by at an instant. */
export function demandFactorOf({ demandFactors }: Pick<World, 'demandFactors'>, who: Demanding, now: SimTime): number {
  let product = 1
  for (const { factor, from, until, stores, dcs } of demandFactors) {
    const isConcerned = 'storeId' in who ? stores[who.storeId] === 1 : dcs[who.dcId] === 1
    if (isConcerned && from <= now && now < until) product *= factor
  }
  return product
}

/** Visits that are expected in a local hour of a store: those of the calendar, times the factors in force as it begins. */
export function expectedInHour(company: Company, factors: Pick<World, 'demandFactors'>, hour: StoreHour): number {
  const { storeId, day, hour: local } = hour
  const start = company.storeZones[storeId].localHourStart(day, local)
  return company.demand.visitsOfHour(storeId, day, local) * demandFactorOf(factors, { storeId }, start)
}

/** A local hour of a store's business day. */
export interface StoreHour {
  readonly storeId: number
  readonly day: DayNumber
  /** 0..23. */
  readonly hour: number
}

/** Visits that are expected on a whole business day of a store. */
export function expectedOnDay(
  company: Company,
  factors: Pick<World, 'demandFactors'>,
  storeId: number,
  day: DayNumber,
): number {
  const { demand, master, storeZones } = company
  const [start, end] = [storeZones[storeId].startOfDay(day), storeZones[storeId].startOfDay(day + 1)]
  const concerned = factors.demandFactors.some(
    ({ stores, from, until }) => stores[storeId] === 1 && from < end && until > start,
  )
  if (!concerned) return demand.visitsOfDay(storeId, day)
  const { opensAt, closesAt } = master.stores[storeId - 1]
  let expected = 0
  for (let hour = opensAt; hour < closesAt; hour++) expected += expectedInHour(company, factors, { storeId, day, hour })
  return expected
}

/** The factor that a command asks for. */
export function factorOf(company: Company, { entry, effectiveAt, endsAt }: Asked): DemandFactor {
  const { factor, where } = entry
  return { factor, from: effectiveAt, until: endsAt ?? Number.POSITIVE_INFINITY, ...nodesOf(company, where) }
}

type Asked = Pick<Command<EntryOf<'demand_factor'>>, 'effectiveAt' | 'endsAt'> & {
  readonly entry: Pick<EntryOf<'demand_factor'>, 'factor' | 'where'>
}

/** All factors of the configured scenario, whenever they hold. */
export function scenarioFactors(company: Company): Factors {
  return factorsOf(company, scenarioCommands(company))
}

/** What commands ask for, whenever it holds. */
export type Factors = Pick<World, 'demandFactors'>

/** All factors of some commands. */
export function factorsOf(company: Company, commands: readonly Command[]): Factors {
  const asked = commands.filter((command): command is Command<EntryOf<'demand_factor'>> => isDemand(command.entry))
  return { demandFactors: asked.map((command) => factorOf(company, command)) }
}

function isDemand({ kind }: Command['entry']): boolean {
  return kind === 'demand_factor'
}

/** The greatest product of factors that a store or region ever sees; at least 1. */
export function mostDemandFactor(factors: Pick<World, 'demandFactors'>, who: Demanding): number {
  const changes = factors.demandFactors.flatMap(({ from, until }) => [from, until])
  return Math.max(1, ...changes.map((instant) => demandFactorOf(factors, who, instant)))
}
