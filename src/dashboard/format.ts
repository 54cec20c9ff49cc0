const WHOLE = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })
const ONE = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 })
const EXACT_MONEY = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' })
const SHORT_MONEY = new Intl.NumberFormat('en-US', {
  style: 'currency',
  currency: 'USD',
  notation: 'compact',
  minimumFractionDigits: 1,
  maximumFractionDigits: 2,
})

/** What stands where there is no value. */
export const NOTHING = '–'

/** `12,345`. */
export function whole(value: number | null | undefined): string {
  return value === null || value === undefined || !Number.isFinite(value) ? NOTHING : WHOLE.format(value)
}

/** `12.3`. */
export function decimal(value: number | null | undefined): string {
  return value === null || value === undefined || !Number.isFinite(value) ? NOTHING : ONE.format(value)
}

/** Cents as `$1.24M`, or `$123.45` below a thousand dollars. */
export function money(cents: number | null | undefined): string {
  if (cents === null || cents === undefined) return NOTHING
  return Math.abs(cents) < 100_000 ? EXACT_MONEY.format(cents / 100) : SHORT_MONEY.format(cents / 100)
}

/** `3.4 %`. */
export function percent(share: number | null | undefined): string {
  return share === null || share === undefined || !Number.isFinite(share) ? NOTHING : `${ONE.format(share * 100)} %`
}

/** `+3.4 %` of a value against another one; nothing without one. */
export function change(value: number, before: number | null | undefined): string | undefined {
  if (before === null || before === undefined || before === 0) return undefined
  const share = value / before - 1
  return `${share >= 0 ? '+' : '−'}${ONE.format(Math.abs(share) * 100)} %`
}

/** `+0.4 pts`: percentage points of a share against another one. */
export function pointsGained(share: number, before: number): string {
  const gain = (share - before) * 100
  return `${gain >= 0 ? '+' : '−'}${ONE.format(Math.abs(gain))} pts`
}

/** A speed: `600×`. */
export function speedText(speed: number | 'max' | null | undefined): string {
  if (speed === null || speed === undefined) return NOTHING
  return speed === 'max' ? 'max' : `${speed >= 10 ? whole(speed) : decimal(speed)}×`
}

/** Bytes as `1.2 MB`. */
export function bytes(value: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  let [rest, unit] = [value, 0]
  while (rest >= 1000 && unit < units.length - 1) [rest, unit] = [rest / 1000, unit + 1]
  return `${ONE.format(rest)} ${units[unit]}`
}

/** Seconds as `2 min 5 s`. */
export function duration(seconds: number | null | undefined): string {
  if (seconds === null || seconds === undefined || !Number.isFinite(seconds)) return NOTHING
  if (seconds < 60) return `${WHOLE.format(Math.ceil(seconds))} s`
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${WHOLE.format(seconds % 60)} s`
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`
}

/** Simulated minutes as `1 d 4 h`. */
export function minutesText(minutes: number): string {
  if (minutes < 60) return `${WHOLE.format(minutes)} min`
  if (minutes < 1440) return `${Math.floor(minutes / 60)} h ${WHOLE.format(minutes % 60)} min`
  return `${Math.floor(minutes / 1440)} d ${Math.floor((minutes % 1440) / 60)} h`
}

/** How long an instant is after another one (`+2 h 5 min`) or before it (`−3 d 0 h`); nothing without the other. */
export function sinceText(at: string, since: string | undefined): string {
  if (since === undefined) return ''
  const seconds = (Date.parse(at) - Date.parse(since)) / 1000
  if (seconds === 0) return '0'
  const length = Math.abs(seconds)
  return `${seconds < 0 ? '−' : '+'}${length < 60 ? duration(length) : minutesText(Math.floor(length / 60))}`
}

/** A formatter of instants in a time zone. */
export function inZone(timeZone: string, options: Intl.DateTimeFormatOptions): (at: number | string) => string {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', ...options })
  return (at) => format.format(new Date(at))
}

/** A wall time as the reader's clock says it. */
export function wallTime(at: string | number | null): string {
  if (at === null) return NOTHING
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' }).format(new Date(at))
}
