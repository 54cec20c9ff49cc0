import { DAY, HOUR, MINUTE } from './sim-time.ts'

const UNITS: Readonly<Record<string, number>> = { d: DAY, h: HOUR, m: MINUTE }

/** Milliseconds of days, hours and minutes such as `2d 6h` or `45m`. @throws RangeError for another form. */
export function parseDuration(text: string): number {
  return text.split(' ').reduce((total, part) => {
    const unit = UNITS[part.slice(-1)]
    const count = Number(part.slice(0, -1))
    if (unit === undefined || !/^\d+[dhm]$/.test(part)) throw new RangeError(`"${text}" is not a duration: "2d 6h 30m"`)
    return total + count * unit
  }, 0)
}
