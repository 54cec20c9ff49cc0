import { createHash } from 'node:crypto'
import type { Company } from '../retail/company.ts'
import { dayNumberOf } from '../time/business-date.ts'

/** Days whose beginnings are digested: as far as a history may reach. */
const LAST_DAY = dayNumberOf('2100-12-30')

/** SHA-256, hex, over the instants at which local days begin in the company's time zones. */
export function timeZoneDigest({ storeZones, dcZones, startDay }: Company): string {
  const zones = [...new Map([...storeZones, ...dcZones].map((zone) => [zone.name, zone])).values()]
  const hash = createHash('sha256')
  for (const zone of zones.toSorted((left, right) => (left.name < right.name ? -1 : 1))) {
    const starts = Float64Array.from({ length: LAST_DAY - startDay + 1 }, (_, day) => zone.startOfDay(startDay + day))
    hash.update(zone.name).update(starts)
  }
  return hash.digest('hex')
}
