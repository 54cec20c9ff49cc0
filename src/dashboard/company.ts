import { createState, useWatched } from './state.ts'
import { get } from './api.ts'

/** A store as the dashboard knows it. */
export interface Store {
  readonly store_id: number
  readonly store_number: string
  readonly store_format: string
  readonly dc_id: number
  readonly opens_at: number
  readonly closes_at: number
  readonly geography_id: number
  readonly city: string
  readonly state: string
  readonly region: string
  readonly time_zone: string
}

export type Dc = Pick<Store, 'dc_id' | 'geography_id' | 'city' | 'state' | 'region' | 'time_zone'> & {
  readonly dc_number: string
}

/** Where the company is. */
export interface Company {
  readonly stores: readonly Store[]
  readonly dcs: readonly Dc[]
  readonly departments: readonly string[]
}

const company = createState<Company>({ stores: [], dcs: [], departments: [] })
const LOOK_MS = 5000

/** The company's places; asked for until there are some. */
export function useCompany(): Company {
  return useWatched(company, (value) => value)
}

/** The zone in which the company's clock is shown: that of its first DC. */
export function useZone(): string {
  return useWatched(company, ({ dcs }) => dcs[0]?.time_zone ?? 'UTC')
}

async function look(): Promise<void> {
  try {
    const found = await get<Company>('api/dashboard/places')
    const before = company.get()
    if (JSON.stringify(found) !== JSON.stringify(before)) company.set(() => found)
  } catch {
    // The server is away, which the connection says.
  }
  setTimeout(() => void look(), company.get().stores.length === 0 ? LOOK_MS / 5 : LOOK_MS * 6)
}
void look()
