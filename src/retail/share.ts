import type { DomainEvent } from '../simulation/domain-event.ts'
import type { Company } from './company.ts'
import type { SimulationState } from './company-simulation.ts'
import { COMPANY_WIDE, regionOf } from './regions.ts'
import type { World } from './world.ts'

/** The regions of a company that are simulated together, apart from the others: they share nothing that changes. */
export interface Share {
  /** Their DCs. */
  readonly dcIds: readonly number[]
  /** Every share simulates what is company-wide; one of them tells it. */
  readonly tellsCompanyWide: boolean
}

/** What a share has come to, without the other regions. */
export interface ShareState {
  readonly share: Share
  readonly state: SimulationState
}

/** Deals the regions to `count` shares (or one per region, when there are fewer), the largest first, each to the share with the fewest stores. */
export function dealShares({ storesOfDc, master }: Company, count: number): Share[] {
  const hands = Array.from({ length: Math.min(count, master.distributionCenters.length) }, () => ({
    dcIds: [] as number[],
    weight: 0,
  }))
  const dcIds = master.distributionCenters.map(({ dcId }) => dcId)
  for (const dcId of dcIds.toSorted((a, b) => storesOfDc[b].length - storesOfDc[a].length || a - b)) {
    const least = hands.reduce((found, hand) => (hand.weight < found.weight ? hand : found))
    least.dcIds.push(dcId)
    // A DC without stores has a web shop and trucks at least.
    least.weight += storesOfDc[dcId].length + 1
  }
  return hands.map((hand, place) => ({ dcIds: hand.dcIds, tellsCompanyWide: place === 0 }))
}

/** Whether an entity acts in the share. */
export function ownsEntity(company: Company, { dcIds }: Pick<Share, 'dcIds'>): (entity: number) => boolean {
  const own = new Set([COMPANY_WIDE, ...dcIds])
  return (entity) => own.has(regionOf(company, entity))
}

/** What a share keeps of its state: its own regions, and what is company-wide. A view: copy it before the simulation goes on. */
export function ownState(company: Company, share: Share, { world, kernel }: SimulationState): ShareState {
  const own = withoutRegions(world)
  for (const dcId of share.dcIds) takeRegion(company, dcId, world, own)
  return { share, state: { world: own, kernel } }
}

/** The same company with nothing in its regions. */
function withoutRegions(world: World): World {
  const { days, stock, totals, habits } = world
  return {
    ...world,
    days: { stores: emptied(days.stores), dcs: emptied(days.dcs) },
    stock: { stores: emptied(stock.stores), dcs: emptied(stock.dcs) },
    totals: { stores: emptied(totals.stores), dcs: emptied(totals.dcs) },
    sensors: emptied(world.sensors),
    disruptions: emptied(world.disruptions),
    waiting: emptied(world.waiting),
    fleet: emptied(world.fleet),
    touches: emptied(world.touches),
    habits: {
      heaps: emptied(habits.heaps),
      place: new Int32Array(habits.place.length).fill(habits.place[0]),
      store: new Int32Array(habits.store.length).fill(habits.store[0]),
    },
  }
}

/** As long, with what stands in the unused place 0 everywhere. */
function emptied<Value>(byId: readonly Value[]): Value[] {
  return Array<Value>(byId.length).fill(byId[0])
}

/** The state of the whole company from those of its shares at one instant; it takes over the first. */
export function joinShares(company: Company, shares: readonly ShareState[]): SimulationState {
  const [{ state: joined }, ...others] = shares
  const wakeUps = [...joined.kernel.wakeUps]
  for (const { share, state } of others) {
    for (const wakeUp of state.kernel.wakeUps) {
      if (regionOf(company, wakeUp.entity) !== COMPANY_WIDE) wakeUps.push(wakeUp)
    }
    for (const dcId of share.dcIds) takeRegion(company, dcId, state.world, joined.world)
  }
  return { world: joined.world, kernel: { now: joined.kernel.now, wakeUps } }
}

function takeRegion({ master, storesOfDc, customersOfDc }: Company, dcId: number, from: World, to: World): void {
  const stores = storesOfDc[dcId]
  for (const part of ['days', 'stock', 'totals'] as const) {
    copyAt<unknown>(from[part].stores, to[part].stores, stores)
    copyAt<unknown>(from[part].dcs, to[part].dcs, [dcId])
  }
  copyAt(from.sensors, to.sensors, stores)
  copyAt(from.disruptions, to.disruptions, [dcId])
  copyAt(from.waiting, to.waiting, [dcId])
  const trucks = master.trucks.filter(({ servesDcId }) => servesDcId === dcId).map(({ truckId }) => truckId)
  copyAt(from.fleet, to.fleet, trucks)
  copyAt(from.touches, to.touches, customersOfDc[dcId])
  copyAt(from.habits.place, to.habits.place, customersOfDc[dcId])
  copyAt(from.habits.store, to.habits.store, customersOfDc[dcId])
  copyAt(from.habits.heaps, to.habits.heaps as (typeof from.habits.heaps)[number][], stores)
}

interface ById<Value> {
  [id: number]: Value
}

function copyAt<Value>(from: Readonly<ById<Value>>, to: ById<Value>, ids: readonly number[]): void {
  for (const id of ids) to[id] = from[id]
}

/** What a share tells of the events that it simulated. */
export function toldBy(company: Company, { tellsCompanyWide }: Share, events: readonly DomainEvent[]): DomainEvent[] {
  if (tellsCompanyWide) return [...events]
  return events.filter(({ entity }) => regionOf(company, entity) !== COMPANY_WIDE)
}
