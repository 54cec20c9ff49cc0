import type { Company } from '../company.ts'
import type { DisruptionTarget } from '../disruptions/events.ts'
import type { EntryOf } from './command.ts'

/** Where an entry takes effect. */
export type Where = EntryOf<'disruption'>['where']
type Somewhere = EntryOf<'demand_factor'>['where']

/** The nodes that a place comprises, 1 at the id of each. */
export interface Nodes {
  readonly stores: Uint8Array
  readonly dcs: Uint8Array
}

/** The stores and DCs of a place; a store alone is no part of its DC. */
export function nodesOf({ master }: Company, where: Somewhere): Nodes {
  const isThere = (geographyId: number, dcId: number) => {
    const { region, state } = master.geographies[geographyId - 1]
    if (where === 'all') return true
    if ('dc' in where) return dcId === where.dc
    return 'region' in where ? region === where.region : 'state' in where && state === where.state
  }
  const stores = new Uint8Array(master.stores.length + 1)
  const dcs = new Uint8Array(master.distributionCenters.length + 1)
  for (const { storeId, dcId, geographyId } of master.stores) {
    const isIt = where !== 'all' && 'store' in where ? storeId === where.store : isThere(geographyId, dcId)
    stores[storeId] = Number(isIt)
  }
  for (const { dcId, geographyId } of master.distributionCenters) dcs[dcId] = Number(isThere(geographyId, dcId))
  return { stores, dcs }
}

/** What a disruption strikes in one region. */
export interface Target {
  readonly dcId: number
  readonly targetType: DisruptionTarget
  readonly targetId: number
}

/** What a disruption strikes, region by region. */
export function targetsOf(company: Company, where: Where): Target[] {
  const { stores, trucks, distributionCenters } = company.master
  if (where !== 'all' && 'store' in where) {
    return [{ dcId: stores[where.store - 1].dcId, targetType: 'STORE', targetId: where.store }]
  }
  if (where !== 'all' && 'truck' in where) {
    return [{ dcId: trucks[where.truck - 1].servesDcId, targetType: 'TRUCK', targetId: where.truck }]
  }
  if (where !== 'all' && 'supplier' in where) {
    return distributionCenters.map(({ dcId }) => ({ dcId, targetType: 'SUPPLIER', targetId: where.supplier }))
  }
  const { dcs } = nodesOf(company, where)
  return distributionCenters
    .filter(({ dcId }) => dcs[dcId] === 1)
    .map(({ dcId }) => ({ dcId, targetType: 'DC', targetId: dcId }))
}
