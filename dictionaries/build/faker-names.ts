import { allLocales } from '@faker-js/faker'

const MAX_DEPTH = 6

/** Every text in a piece of locale data, however it is nested; patterns (`{{...}}`) are left out. */
function texts(data: unknown, depth = 0): string[] {
  if (typeof data === 'string') return data.includes('{{') ? [] : [data]
  if (typeof data !== 'object' || data === null || depth > MAX_DEPTH) return []
  return Object.values(data).flatMap((value) => texts(value, depth + 1))
}

function collect(section: string, keys: readonly string[]): string[] {
  return Object.values(allLocales).flatMap((locale) => {
    const data = (locale as Record<string, Record<string, unknown> | undefined>)[section]
    return keys.flatMap((key) => texts(data?.[key]))
  })
}

/** First, middle and last names of every locale. */
export function fakerPeople(): string[] {
  return collect('person', ['first_name', 'middle_name', 'last_name'])
}

/** Cities, city prefixes, counties, states and countries of every locale. */
export function fakerPlaces(): string[] {
  return collect('location', ['city_name', 'city_prefix', 'county', 'state', 'country', 'continent'])
}

/** Endings such as `ton` that faker hangs on a first name to make a city. */
export function fakerCitySuffixes(): string[] {
  return collect('location', ['city_suffix'])
}

/** Streets of every locale, as full names or as the part before `Street`. */
export function fakerStreets(): string[] {
  return collect('location', ['street_name', 'street_name_part', 'street_english_part'])
}

/** Companies, car makers and airlines of every locale. */
export function fakerCompanies(): string[] {
  const airlines = Object.values(allLocales).flatMap((locale) =>
    (locale.airline?.airline ?? []).map((airline) => airline.name),
  )
  return [...collect('company', ['company_name']), ...collect('vehicle', ['manufacturer']), ...airlines]
}

/** Ordinary words of the English locale. */
export function fakerWords(): string[] {
  return texts(allLocales.en.word).filter((word) => /^[a-z]+$/.test(word))
}
