import { MasterDataError, type MasterDataOptions } from './options.ts'

const COUNTS = ['stores', 'dcs', 'total_geographies', 'total_customers', 'total_products', 'truck_capacity'] as const
const RANGES = ['dc_initial_inventory', 'dc_reorder_point', 'store_initial_inventory', 'store_reorder_point'] as const

/** @throws MasterDataError with every mismatch between configuration and dictionaries that can be seen beforehand */
export function checkOptions(options: MasterDataOptions): void {
  const problems = [...volumeProblems(options), ...dictionaryProblems(options)]
  if (problems.length > 0) throw new MasterDataError(problems)
}

function volumeProblems({ volume, dictionaries, supplierLeadDays, segmentShares }: MasterDataOptions): string[] {
  const problems = COUNTS.filter((key) => !(Number.isInteger(volume[key]) && volume[key] >= 1)).map(
    (key) => `volume.${key} is ${volume[key]}: allowed is a whole number from 1`,
  )
  for (const key of RANGES) {
    const min = volume[`${key}_min`]
    const max = volume[`${key}_max`]
    if (!(min >= 0 && min <= max))
      problems.push(`volume.${key}_min is ${min}: allowed is 0 to volume.${key}_max, ${max}`)
  }
  const known = dictionaries.geographies.length
  if (volume.total_geographies > known) {
    problems.push(`volume.total_geographies is ${volume.total_geographies}: geographies.csv allows 1 to ${known}`)
  }
  if (!(supplierLeadDays.min >= 0 && supplierLeadDays.min <= supplierLeadDays.max)) {
    problems.push(
      `the supplier lead time is ${supplierLeadDays.min} to ${supplierLeadDays.max} days: allowed is min <= max`,
    )
  }
  if (!Object.values(segmentShares).some((share) => share > 0))
    problems.push('every segment share is 0: one must be more')
  return problems
}

function dictionaryProblems({ dictionaries }: MasterDataOptions): string[] {
  const lists = {
    'geographies.csv': dictionaries.geographies,
    'first_names.csv': dictionaries.firstNames,
    'last_names.csv': dictionaries.lastNames,
    'street_names.csv': dictionaries.streetNames,
    'product_companies.csv': dictionaries.companies,
    'product_brands.csv': dictionaries.brands,
    'products.csv': dictionaries.products,
    'tax_rates.csv': dictionaries.taxRates,
  }
  return Object.entries(lists)
    .filter(([, rows]) => rows.length === 0)
    .map(([file]) => `${file} has no rows: at least one is needed`)
}
