import { describe, expect, test } from 'vitest'
import { type CompanyRequest, requestSchema } from '../../../src/config/scenario/request.ts'
import { COMMANDS } from '../../../src/retail/agent-codes.ts'
import { requestProblems } from '../../../src/retail/commands/check-request.ts'
import { requestedCommand } from '../../../src/retail/commands/command.ts'
import { plannedDisruptions } from '../../../src/retail/commands/effects.ts'
import { isoTime } from '../../../src/time/iso-time.ts'
import { HOUR, MINUTE } from '../../../src/time/sim-time.ts'
import { given, happened, NOON } from '../given.ts'
import { dictionaries, smallCompany } from '../simulated.ts'
import { tinyCompany } from '../tiny.ts'

const STORM = { kind: 'disruption', for: '2h', type: 'weather_delay', where: 'all', severity: 0.5 } as const
const RUSH = { kind: 'demand_factor', where: 'all', factor: 3 } as const
const END = { kind: 'disruption_end', disruption_id: 'X1-20240304-2' } as const

const tiny = tinyCompany({ settings: { disruptions: { daily_chance: 0 } } })

/** Requests that are made at these instants take effect at once. */
function asked(...requests: readonly (readonly [CompanyRequest, number])[]) {
  const [first, ...further] = requests.map(([entry, at], index) => {
    const command = requestedCommand(tiny, entry, { number: index + 1, from: at })
    return { code: COMMANDS, number: command.number, kind: 'accept', data: command, at }
  })
  return given(tiny).whenWoken(first, NOON + 4 * HOUR, ...further)
}

describe('a request', () => {
  test('takes effect at the earliest instant, or when it says, for as long as it says', () => {
    const scenario = { name: 'x', entries: [{ ...RUSH, after: '1d' }] }
    const company = tinyCompany({ settings: { scenario } })
    const place = { number: 3, from: NOON }
    expect(requestedCommand(company, STORM, place)).toEqual({
      // After the one that the scenario has.
      number: 4,
      id: 'api-3',
      origin: 'api',
      entry: STORM,
      effectiveAt: NOON,
      endsAt: NOON + 2 * HOUR,
    })
    const later = requestedCommand(company, { ...RUSH, at: '2024-03-05T00:00:00Z' }, place)
    expect([isoTime(later.effectiveAt), later.endsAt]).toEqual(['2024-03-05T00:00:00.000Z', null])
  })

  test('is accepted as what it is, and a disruption has the name that was told', () => {
    const { leadsTo } = asked([STORM, NOON])
    const command = requestedCommand(tiny, STORM, { number: 1, from: NOON })
    const [{ id } = { id: '' }] = plannedDisruptions({ company: tiny, command, cause: null })
    leadsTo(
      happened('command_accepted', {
        command_id: 'api-1',
        origin: 'api',
        details: { type: 'weather_delay', where: 'all', severity: 0.5 },
      }),
      happened('disruption_started', { disruption_id: id, cause: 'command' }),
      happened('disruption_ended', { disruption_id: id }),
    )
    expect(id).toBe(END.disruption_id)
  })

  test('ends a disruption before its time, which then does not end again', () => {
    const { events, world, leadsTo } = asked([STORM, NOON], [END, NOON + HOUR])
    leadsTo(
      happened('command_accepted', { kind: 'disruption' }),
      happened('disruption_started', { disruption_id: END.disruption_id }),
      happened('command_accepted', { kind: 'disruption_end', details: { disruption_id: END.disruption_id } }),
      happened('disruption_ended', {
        disruption_id: END.disruption_id,
        cause: 'command',
        severity: 0.5,
        started_at: isoTime(NOON + 1),
      }),
    )
    const [, , end, ended] = events
    expect(ended?.causation).toEqual(end?.id)
    expect(ended?.occurredAt).toBe(NOON + HOUR + 2)
    expect(world.disruptions[1]).toEqual([])
  })

  test('ends a disruption that was asked for at the same instant after it has started', () => {
    const { events } = asked([STORM, NOON], [END, NOON])
    expect(events.map(({ type, occurredAt }) => [type, occurredAt - NOON])).toEqual([
      ['command_accepted', 0],
      ['command_accepted', 0],
      ['disruption_started', 1],
      ['disruption_ended', 2],
    ])
  })

  test('to end what is over, or never was, changes nothing', () => {
    asked([END, NOON]).leadsTo(happened('command_accepted', { kind: 'disruption_end' }))
    const { events } = asked([{ ...STORM, for: '1h' }, NOON], [END, NOON + 2 * HOUR])
    expect(events.filter(({ type }) => type === 'disruption_ended').map(({ occurredAt }) => occurredAt)).toEqual([
      NOON + HOUR,
    ])
  })
})

const small = smallCompany({ volume: { dcs: 2, stores: 5, total_geographies: 12 } })

function problemsOf(entry: CompanyRequest, others: readonly CompanyRequest[] = []): readonly string[] {
  const [command, ...before] = [entry, ...others].map((each, index) =>
    requestedCommand(small, each, { number: index + 1, from: NOON }),
  )
  const problems = requestProblems(command, { company: small, dictionaries, others: before, from: NOON })
  return problems.map(({ field, message }) => `${field}: ${message}`)
}

test.each<[CompanyRequest, string]>([
  [{ ...STORM, where: { dc: 3 } }, 'where.dc: got 3, allowed: 1 to 2, the distribution centers'],
  [
    { ...STORM, at: '2024-03-04T17:59:59Z' },
    'at: got "2024-03-04T17:59:59Z", allowed: 2024-03-04T18:00:00.000Z, which comes next in the simulation, or later',
  ],
  [
    { ...RUSH, at: '2101-01-01T00:00:00Z' },
    'at: got "2101-01-01T00:00:00Z", allowed: an instant before 2100-12-31T00:00:00.000Z',
  ],
  [{ ...STORM, for: '9999d 9999d 9999d' }, 'for: got "9999d 9999d 9999d", allowed: so long that it ends before 2101'],
  [
    { ...END, disruption_id: 'X9-20240304-2' },
    'disruption_id: got "X9-20240304-2", allowed: a disruption that is going on, such as X1-20240304-1 (fact_disruptions lists them)',
  ],
  [
    { ...END, disruption_id: 'X1-20241332-2' },
    'disruption_id: got "X1-20241332-2", allowed: a disruption that is going on, such as X1-20240304-1 (fact_disruptions lists them)',
  ],
])('%j is refused: %s', (entry, problem) => {
  expect(problemsOf(entry)).toEqual([problem])
})

test('more demand is refused when more people could come than can be numbered, with what was asked before', () => {
  const huge = { ...RUSH, factor: 10 }
  expect(problemsOf(huge)).toEqual([])
  const [problem] = problemsOf(huge, [huge, huge, huge, huge, huge, huge])
  expect(problem).toMatch(/^factor: got 10, allowed: so much that the company can number who comes \(volume\..+\)$/)
  const brief = { ...huge, for: '1m' }
  expect(problemsOf({ ...brief, at: isoTime(NOON + MINUTE).replace('.000', '') }, [brief])).toEqual([])
})

test.each<[unknown, string, string]>([
  [{}, 'kind', 'allowed: one of disruption, demand_factor, promotion, price_change, disruption_end'],
  [{ ...STORM, after: '1d' }, '', 'Unrecognized key: "after"'],
  [
    { ...STORM, where: { truck: 1 } },
    'where',
    'got {"truck":1}, allowed: for weather_delay: "all", dc, region, state, store',
  ],
  [
    { kind: 'price_change', factor: 0.5 },
    '',
    'got neither of department, category, product_ids, allowed: exactly one of department, category, product_ids',
  ],
  [{ ...END, disruption_id: "X1'; DROP TABLE" }, 'disruption_id', 'the id of a disruption, such as "X1-20240103-2"'],
])('%j is no request: %s: %s', (value, field, message) => {
  const { error } = requestSchema.safeParse(value)
  expect(error?.issues.map((issue) => [issue.path.join('.'), issue.message])).toEqual([[field, message]])
})
