import { inZone } from './format.ts'

/** Northern seasons by month. */
const SEASONS = [
  'winter',
  'winter',
  'spring',
  'spring',
  'spring',
  'summer',
  'summer',
  'summer',
  'autumn',
  'autumn',
  'autumn',
  'winter',
]
const ICONS: Readonly<Record<string, string>> = { winter: '❄', spring: '✿', summer: '☀', autumn: '❧' }

/** The season of an instant, and its sign. */
export function seasonOf(at: string): { readonly name: string; readonly icon: string } {
  const name = SEASONS[new Date(at).getUTCMonth()] ?? 'winter'
  return { name, icon: ICONS[name] ?? '' }
}

/** Date, weekday and time of an instant in a zone. */
export function clockText(at: string, zone: string): { readonly date: string; readonly time: string } {
  const date = inZone(zone, { weekday: 'short', year: 'numeric', month: 'short', day: 'numeric' })
  const time = inZone(zone, { hour: '2-digit', minute: '2-digit', second: '2-digit' })
  return { date: date(at), time: time(at) }
}

/** How far the clock of a zone is from UTC at an instant, as people write it. */
export function zoneName(at: string, zone: string): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'short' }).formatToParts(new Date(at))
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? zone
}
