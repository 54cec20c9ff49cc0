import { DEPARTMENTS } from '../../dictionaries/types.ts'
import { TRIPS } from '../fields.ts'
import type { DepartmentShares, SalesParts } from './sales-parts.ts'
import { DEPARTMENT_MIX } from './trip-mix.ts'

/** The trip's mix times the season and the type's weight of each department, without departments that sell nothing. */
export function departmentShares({ dictionaries, type, products, carried }: SalesParts): DepartmentShares {
  const seasons = new Map(dictionaries.departmentSeasons.map((entry) => [entry.department, entry.factors]))
  const sold = new Set(carried.map((index) => products[index].department))
  return TRIPS.map((trip) =>
    Array.from({ length: 12 }, (_, month) => {
      const raw = DEPARTMENTS.map((name, place) =>
        sold.has(name) ? DEPARTMENT_MIX[trip][place] * type.departments[place] * (seasons.get(name)?.[month] ?? 1) : 0,
      )
      const sum = raw.reduce((total, share) => total + share, 0)
      return raw.map((share) => share / sum)
    }),
  )
}
