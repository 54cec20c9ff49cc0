import { describe, expect, test } from 'vitest'
import { type CourseRow, figuresAt } from '../../src/dashboard/course.ts'
import { NO_HISTORY, withCourse, withFrame } from '../../src/dashboard/history.ts'
import type { UpdateFrame } from '../../src/live/protocol.ts'

const DATE = '2024-03-05'

/** A quarter of an hour of a morning, with so many receipts of ten dollars so far. */
function row(time: string, receipts: number, visits: number | null = 2 * receipts): CourseRow {
  const at = `${DATE}T${time}:00.000Z`
  const people = visits === null ? null : 10
  return { at, people, stockouts: 3, trucks: 1, visits, purchases: receipts, sales_cents: 1000 * receipts, receipts }
}

const MORNING = [row('13:00', 0), row('13:15', 0), row('13:30', 30), row('13:45', 90), row('14:00', 120, null)]

function frame(time: string | null, receipts: number): UpdateFrame {
  return {
    kind: 'frame',
    position: '1',
    clock: {
      status: 'running',
      simulated_time: time === null ? null : `${DATE}T${time}:00.000Z`,
      speed: 60,
      achieved_speed: 60,
      lag_ms: 0,
    },
    rates: { receipt_created: 5 },
    figures: {
      business_date: DATE,
      sales_cents: 1000 * receipts,
      receipts,
      visits: 2 * receipts,
      purchases: receipts,
      orders: 0,
      order_cents: 0,
      people: 10,
      stockouts: 3,
      trucks: 1,
    },
    counts: {},
    events: [],
    left_out: 0,
  }
}

describe('the course of figures', () => {
  test('begins with the day until the page was opened, and goes on with what comes', () => {
    const opened = withFrame(NO_HISTORY, frame('13:50', 100))
    const { points } = withFrame(withCourse(opened, { date: DATE, course: MORNING }), frame('13:55', 115))
    expect(points.map(({ at }) => new Date(at).toISOString().slice(11, 16))).toEqual([
      '13:15',
      '13:30',
      '13:45',
      '13:50',
      '13:55',
    ])
    // Over the quarter of an hour before, or longer.
    expect(points.map(({ receiptsPerMinute }) => receiptsPerMinute)).toEqual([null, 2, 4, 3.5, 3.4])
    expect(points.map(({ salesPerMinute }) => salesPerMinute)).toEqual([null, 2000, 4000, 3500, 3400])
    // How fast events came before is not known: a gap.
    expect(points.map(({ rates }) => rates?.tills ?? null)).toEqual([null, null, null, 5, 5])
  })

  test('is that of the day while the simulation stands, and tells no people where that is not known', () => {
    const stood = withFrame(NO_HISTORY, frame(null, 120))
    expect(stood.points).toEqual([])
    const { points } = withCourse(stood, { date: DATE, course: MORNING })
    expect(points.map(({ people }) => people)).toEqual([10, 10, 10, null])
    expect(points.map(({ conversion }) => conversion)).toEqual([null, 0.5, 0.5, null])
  })

  test('begins anew where time goes much slower from now on: points of before are far from each other', () => {
    const fast = withFrame(NO_HISTORY, { ...frame('13:10', 0), clock: { ...frame('13:10', 0).clock, speed: 18_000 } })
    const slow = withFrame({ ...fast, begunOn: DATE }, frame('13:50', 100))
    expect(slow).toEqual({ points: [], begunOn: null, speed: 60 })
    expect(withFrame(slow, frame('13:50', 100)).points).toHaveLength(1)
  })

  test('is left as it is by a day on which nobody has come, or that is not before it', () => {
    const opened = withFrame(NO_HISTORY, frame('13:10', 0))
    expect(withCourse(opened, { date: DATE, course: MORNING.slice(0, 2) })).toEqual(opened)
    const earlier = withFrame(NO_HISTORY, frame('12:50', 0))
    expect(withCourse(earlier, { date: DATE, course: MORNING })).toEqual(earlier)
  })
})

const at = (time: string) => figuresAt(MORNING, Date.parse(`${DATE}T${time}:00.000Z`))

describe('the figures at an instant', () => {
  test('are those of the quarter of an hour, with as much of the next as has passed', () => {
    expect(at('13:45')).toEqual(MORNING[3])
    expect(at('13:35')).toMatchObject({ receipts: 50, sales_cents: 50_000, visits: 100, people: 10, stockouts: 3 })
    expect(at('13:50')).toMatchObject({ receipts: 100, visits: null, people: null })
  })

  test('stay what they summed up to when the day is over; what was so at an instant is not known then', () => {
    expect(at('15:00')).toMatchObject({
      receipts: 120,
      sales_cents: 120_000,
      people: null,
      stockouts: null,
      trucks: null,
    })
  })

  test('are unknown before the day, and without one', () => {
    expect(at('12:59')).toBeUndefined()
    expect(figuresAt([], 0)).toBeUndefined()
  })
})
