import { afterEach, expect, test, vi } from 'vitest'
import { dateText, dayNumberOf } from '../../src/time/business-date.ts'
import { isoTime, parseIsoTime } from '../../src/time/iso-time.ts'
import { DAY, HOUR, MINUTE } from '../../src/time/sim-time.ts'
import { companyEnd, companyStart, takeZoneTables, timeZone, zoneTables } from '../../src/time/time-zone.ts'

const systemZone = process.env['TZ']

afterEach(() => {
  vi.useRealTimers()
  if (systemZone === undefined) delete process.env['TZ']
  else process.env['TZ'] = systemZone
})

function start(zone: string, date: string): string {
  return isoTime(timeZone(zone).startOfDay(dayNumberOf(date)))
}

function hour(zone: string, date: string, at: number): string {
  return isoTime(timeZone(zone).localHourStart(dayNumberOf(date), at))
}

test('a day begins at local midnight, in winter and in summer', () => {
  expect(start('America/New_York', '2024-01-15')).toBe('2024-01-15T05:00:00.000Z')
  expect(start('America/New_York', '2024-07-15')).toBe('2024-07-15T04:00:00.000Z')
  expect(start('America/Phoenix', '2024-07-15')).toBe('2024-07-15T07:00:00.000Z')
  expect(start('Pacific/Honolulu', '2024-07-15')).toBe('2024-07-15T10:00:00.000Z')
  expect(start('Asia/Kathmandu', '2024-07-15')).toBe('2024-07-14T18:15:00.000Z')
})

test('clocks change where the law says, in the last century and the next', () => {
  const zone = timeZone('America/Chicago')
  for (const [change, before, after] of [
    ['1999-04-04T08:00:00Z', -6, -5],
    ['2024-03-10T08:00:00Z', -6, -5],
    ['2024-11-03T07:00:00Z', -5, -6],
    ['2099-03-08T08:00:00Z', -6, -5],
  ] as const) {
    expect(zone.offsetAt(parseIsoTime(change) - 1)).toBe(before * HOUR)
    expect(zone.offsetAt(parseIsoTime(change))).toBe(after * HOUR)
  }
})

test('days have 23 hours in spring and 25 in autumn', () => {
  const zone = timeZone('America/Chicago')
  const length = (date: string) => zone.startOfDay(dayNumberOf(date) + 1) - zone.startOfDay(dayNumberOf(date))
  expect([length('2024-03-10'), length('2024-11-03'), length('2024-06-01')]).toEqual([23 * HOUR, 25 * HOUR, DAY])
})

test('an hour that spring skips is the next instant, and one that autumn repeats is its first', () => {
  expect(hour('America/Chicago', '2024-03-10', 1)).toBe('2024-03-10T07:00:00.000Z')
  expect(hour('America/Chicago', '2024-03-10', 2)).toBe('2024-03-10T08:00:00.000Z')
  expect(hour('America/Chicago', '2024-03-10', 3)).toBe('2024-03-10T08:00:00.000Z')
  expect(hour('America/Chicago', '2024-11-03', 1)).toBe('2024-11-03T06:00:00.000Z')
  expect(hour('America/Chicago', '2024-11-03', 2)).toBe('2024-11-03T08:00:00.000Z')
  expect(hour('America/Chicago', '2024-11-03', 24)).toBe('2024-11-04T06:00:00.000Z')
})

test('minutes of the day follow the same rules', () => {
  const zone = timeZone('America/Chicago')
  const day = dayNumberOf('2024-03-10')
  expect(isoTime(zone.localMinuteStart(day, 23 * 60 + 30))).toBe('2024-03-11T04:30:00.000Z')
  expect(isoTime(zone.localMinuteStart(day, 2 * 60 + 30))).toBe('2024-03-10T08:00:00.000Z')
})

test('a day whose midnight does not exist begins with the hour after it', () => {
  expect(start('America/Sao_Paulo', '2018-11-04')).toBe('2018-11-04T03:00:00.000Z')
  expect(start('Asia/Beirut', '2024-03-31')).toBe('2024-03-30T22:00:00.000Z')
})

test('a day whose midnight occurs twice begins with the first', () => {
  expect(start('America/Havana', '2024-11-03')).toBe('2024-11-03T04:00:00.000Z')
})

test('a date that was left out at the date line begins and ends with the next', () => {
  expect(start('Pacific/Apia', '2011-12-30')).toBe(start('Pacific/Apia', '2011-12-31'))
  expect(dateText(timeZone('Pacific/Apia').dayAt(parseIsoTime('2011-12-30T09:59:59.999Z')))).toBe('2011-12-29')
  expect(dateText(timeZone('Pacific/Apia').dayAt(parseIsoTime('2011-12-30T10:00:00.000Z')))).toBe('2011-12-31')
})

test('a date stays begun where the clock returns to the day before', () => {
  const zone = timeZone('America/St_Johns')
  const firstMidnight = parseIsoTime('2010-11-07T02:30:00Z')
  expect(isoTime(zone.startOfDay(dayNumberOf('2010-11-07')))).toBe(isoTime(firstMidnight))
  expect([-1, 0, MINUTE, 30 * MINUTE].map((ms) => dateText(zone.dayAt(firstMidnight + ms)))).toEqual([
    '2010-11-06',
    '2010-11-07',
    '2010-11-07',
    '2010-11-07',
  ])
  expect(zone.hourAt(firstMidnight + MINUTE)).toBe(23)
  zone.dayAt(firstMidnight - 9 * DAY)
  expect(dateText(zone.dayAt(firstMidnight + 30 * MINUTE))).toBe('2010-11-07')
})

test.each([
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Phoenix',
  'America/Los_Angeles',
  'America/Anchorage',
  'Pacific/Honolulu',
  'America/St_Johns',
  'Africa/Casablanca',
  'Australia/Lord_Howe',
  'Europe/Berlin',
])('%s agrees with the engine at every third hour of years near and far', (name) => {
  const zone = timeZone(name)
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: name,
    hourCycle: 'h23',
    dateStyle: 'short',
    timeStyle: 'short',
  })
  for (const year of [1990, 2024, 2025, 2100]) {
    for (let ms = Date.UTC(year, 0, 2); ms < Date.UTC(year, 11, 30); ms += 3 * HOUR) {
      const local = new Date(ms + zone.offsetAt(ms))
      const expected = `${local.getUTCMonth() + 1}/${local.getUTCDate()}/${String(year).slice(2)}`
      const clock = `${String(local.getUTCHours()).padStart(2, '0')}:${String(local.getUTCMinutes()).padStart(2, '0')}`
      if (format.format(ms) !== `${expected}, ${clock}`)
        expect.fail(`${isoTime(ms)} is ${format.format(ms)} in ${name}`)
    }
  }
})

test('dates divide time: each instant is in the day whose start is the last before it', () => {
  for (const name of ['America/Chicago', 'America/Havana', 'America/Sao_Paulo', 'America/St_Johns']) {
    const zone = timeZone(name)
    for (let day = dayNumberOf('2009-01-01'); day < dayNumberOf('2012-01-01'); day++) {
      const from = zone.startOfDay(day)
      const until = zone.startOfDay(day + 1)
      expect([from, from + HOUR, until - HOUR, until - 1].map((ms) => zone.dayAt(ms))).toEqual([day, day, day, day])
    }
  }
})

test('the hour is the one that the local clock shows', () => {
  const zone = timeZone('America/Chicago')
  expect(zone.hourAt(parseIsoTime('2024-01-15T05:59:59.999Z'))).toBe(23)
  expect(zone.hourAt(parseIsoTime('2024-01-15T06:00:00Z'))).toBe(0)
  expect(zone.hourAt(parseIsoTime('2024-07-15T17:30:00Z'))).toBe(12)
})

test('a company starts with its easternmost zone and ends with its westernmost', () => {
  const zones = ['America/Chicago', 'Pacific/Honolulu', 'America/New_York'].map(timeZone)
  const day = dayNumberOf('2024-07-15')
  expect(isoTime(companyStart(zones, day))).toBe('2024-07-15T04:00:00.000Z')
  expect(isoTime(companyEnd(zones, day))).toBe('2024-07-15T10:00:00.000Z')
  expect(() => companyEnd([], day)).toThrow('a company needs at least one time zone')
})

test('names that are no zone are refused', () => {
  for (const name of ['America/Nowhere', '', '+05:00', 'Central']) {
    expect(() => timeZone(name)).toThrow(
      `time zone "${name}" is not known: expected an IANA name such as America/Chicago`,
    )
  }
})

test('a table that another thread has built serves as one of its own', () => {
  const chicago = timeZone('America/Chicago')
  const table = zoneTables().get('America/Chicago')
  takeZoneTables(new Map(table && [['Taken/Over', structuredClone(table)]]))
  const day = dayNumberOf('2024-07-15')
  expect(timeZone('Taken/Over').startOfDay(day)).toBe(chicago.startOfDay(day))
})

test('dates and hours outside of the table are refused', () => {
  const zone = timeZone('America/Chicago')
  expect(() => zone.startOfDay(dayNumberOf('1989-12-31'))).toThrow('expected 1990-01-01 to 2100-12-31')
  expect(() => zone.dayAt(parseIsoTime('2101-02-01T00:00:00Z'))).toThrow('expected 1990-01-01 to 2100-12-31')
  expect(() => zone.offsetAt(Number.NaN)).toThrow('expected 1990-01-01 to 2100-12-31')
  expect(() => zone.localHourStart(dayNumberOf('2024-01-01'), 25)).toThrow('hour 25 is not in a day')
  expect(() => zone.localHourStart(dayNumberOf('2024-01-01'), 1.5)).toThrow('hour 1.5 is not in a day')
  expect(isoTime(zone.startOfDay(dayNumberOf('2100-12-31') + 1))).toBe('2101-01-01T06:00:00.000Z')
})

test('neither the time zone nor the date of the machine matters', async () => {
  const tables: string[] = []
  for (const [machineZone, date] of [
    ['UTC', '2024-01-01'],
    ['Asia/Tokyo', '2031-07-01'],
    ['America/Los_Angeles', '1999-12-31'],
  ] as const) {
    process.env['TZ'] = machineZone
    vi.useFakeTimers({ now: new Date(date) })
    vi.resetModules()
    const { zoneTransitions } = await import('../../src/time/zone-transitions.ts')
    const { starts, offsets } = zoneTransitions('America/Denver')
    tables.push(JSON.stringify([[...starts], [...offsets]]))
  }
  expect(new Set(tables).size).toBe(1)
  expect(JSON.parse(tables[0] ?? '')[0]).toHaveLength(223)
})
