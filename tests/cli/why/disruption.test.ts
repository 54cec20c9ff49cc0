import { describe, expect, test } from 'vitest'
import { answerText } from '../../../src/cli/why/answer-text.ts'
import { answerWhy } from '../../../src/cli/why/answer.ts'
import { MAX_DELAYS } from '../../../src/cli/why/delays.ts'
import { MAX_FOLLOWED } from '../../../src/cli/why/named-effects.ts'
import { eventIdText } from '../../../src/simulation/event-id.ts'
import { happened, logOf } from './told-events.ts'

/** A disruption that was asked for, from the second hour to the tenth. */
function storm() {
  const asked = happened(['command_accepted', 'command-1', 2])
  const data = { disruption_id: 'X1-20240101-1', expected_end: '2024-01-01T10:00:00.000Z' }
  const started = happened(['disruption_started', 'disruption-X1-20240101-1', 2], asked, data)
  const ended = happened(['disruption_ended', started.stream, 10], started)
  return { asked, started, ended }
}

/** A shipment of this number that a disruption makes late at this hour. */
function lateShipment(number: number, hours: number, disruption_id = 'X1-20240101-1') {
  const scheduled = happened(['shipment_scheduled', `shipment-D1S1-20240101-${number}`, 1], null, { lines: [] })
  return { scheduled, delayed: happened(['shipment_delayed', scheduled.stream, hours], scheduled, { disruption_id }) }
}

function told({ nodes }: Awaited<ReturnType<typeof answerWhy>>) {
  return nodes.map(({ id, relation, depth }) => [id, relation, depth])
}

describe('the answer about a disruption', () => {
  const { asked, started, ended } = storm()
  const [first, second] = [lateShipment(1, 4), lateShipment(2, 3)]
  const other = lateShipment(3, 4, 'X2-20240101-1')
  const all = [first, second, other].flatMap(({ scheduled, delayed }) => [scheduled, delayed])

  test('tells the shipments that it made late, before its end', async () => {
    const answer = await answerWhy(logOf(asked, started, ended, ...all), started, { depth: 1 })
    expect(told(answer)).toEqual([
      [eventIdText(asked.id), 'cause', 0],
      [eventIdText(started.id), 'asked', 1],
      [eventIdText(second.delayed.id), 'delayed', 2],
      [eventIdText(first.delayed.id), 'delayed', 2],
      [eventIdText(ended.id), 'effect', 2],
    ])
    expect(answer.left_out).toEqual([])
  })

  test('counts them with what lies deeper than is told', async () => {
    const answer = await answerWhy(logOf(asked, started, ended, ...all), asked, { depth: 1 })
    expect(told(answer)).toHaveLength(2)
    expect(answerText(answer, 1)).toMatch(/\n\nLeft out: 3 effects below disruption_started at [^\n]* \(--depth 1\)$/)
  })

  test('is about its causes alone when its end is in question', async () => {
    const answer = await answerWhy(logOf(asked, started, ended, ...all), ended, { depth: 1 })
    expect(told(answer).map(([, relation]) => relation)).toEqual(['cause', 'cause', 'asked'])
  })

  test('shows so many delays, the earliest, and counts the others', async () => {
    const late = Array.from({ length: MAX_DELAYS + 2 }, (_, n) => lateShipment(n, n < 2 ? 9 : 3).delayed)
    const answer = await answerWhy(logOf(started, ...late), started, { depth: 1 })
    const shown = answer.nodes.filter(({ relation }) => relation === 'delayed').map(({ id }) => id)
    expect(shown).toEqual(late.slice(2).map(({ id }) => eventIdText(id)))
    expect(answerText(answer, 1)).toMatch(/\n\nLeft out: 2 more delays by disruption_started at [^\n]* are shown\)$/)
  })

  test('follows so many disruptions of a command, and says from which on it does not', async () => {
    const many = Array.from({ length: MAX_FOLLOWED + 3 }, () =>
      happened(['disruption_started', 'disruption-X1-20240101-1', 2], asked, started.data),
    )
    const { left_out: leftOut } = await answerWhy(logOf(asked, ...many), asked, { depth: 2 })
    const at = eventIdText(many[MAX_FOLLOWED].id)
    expect(leftOut).toEqual([{ at, what: 'disruptions', count: 3 }])
  })
})

describe('the answer about a delayed shipment', () => {
  const { asked, started } = storm()
  const { scheduled, delayed } = lateShipment(1, 4)
  const before = happened(['shipment_loaded', scheduled.stream, 2], scheduled)
  const after = happened(['truck_arrived', scheduled.stream, 8], before)
  const log = () => logOf(asked, started, scheduled, before, delayed, after)
  const reasons = [
    [eventIdText(asked.id), 'cause_of_reason', 0],
    [eventIdText(started.id), 'reason', 1],
  ]

  test.each([
    ['the shipment', scheduled],
    ['a later step of it', after],
  ])('begins with the disruption and the command behind it, for %s', async (_, event) => {
    expect(told(await answerWhy(log(), event, { depth: 0 })).slice(0, 2)).toEqual(reasons)
  })

  test('has no such reason for a step before the delay', async () => {
    const { nodes } = await answerWhy(log(), before, { depth: 0 })
    expect(nodes.map(({ relation }) => relation)).toEqual(['cause', 'asked'])
  })
})
