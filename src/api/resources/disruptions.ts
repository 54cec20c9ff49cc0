import { z } from 'zod'
import { type Engine, FieldsRefused } from '../engine.ts'
import { IDEMPOTENCY_KEY, repeatable } from '../idempotency-key.ts'
import { Problem } from '../problem.ts'
import { Reply, type Route, route } from '../route.ts'
import type { RunningDisruption, Tables } from '../tables.ts'
import { disruptionWish, renamed, requestOf } from './disruption-wish.ts'

const TAG = 'Disruptions'
const created = z.object({
  success: z.boolean(),
  disruption_id: z.string(),
  disruption_ids: z.array(z.string()).meta({ description: 'One per region that is struck' }),
  command_id: z.string(),
  message: z.string(),
  active_from: z.string(),
  active_until: z.string().nullable(),
})

const running = z.object({
  disruption_id: z.string(),
  type: z.string(),
  dc_id: z.int().meta({ description: 'The region that is struck' }),
  target_type: z.string(),
  target_id: z.int(),
  severity: z.number(),
  effect: z.string(),
  cause: z.string().meta({ description: 'chance, scenario or command' }),
  created_at: z.string().meta({ description: 'Simulated instant at which it started' }),
  active_until: z.string(),
  time_remaining_minutes: z.number().meta({ description: 'Simulated' }),
  events_affected: z.int().meta({ description: 'Truck moves that it has delayed' }),
  status: z.literal('active'),
})

const listed = z.object({ disruptions: z.array(running), count: z.int(), timestamp: z.string() })

const ended = z.object({
  success: z.boolean(),
  message: z.string(),
  disruption_ids: z.array(z.string()),
})

const PATH = '/api/disruption'

/** What disruptions need. */
export interface DisruptionParts {
  readonly engine: Engine
  readonly tables: Tables
  readonly now: () => number
}

/** What goes wrong: started, listed, ended. */
export function disruptionRoutes(parts: DisruptionParts): readonly Route[] {
  return [create(parts), list(parts), end(parts), endAll(parts)]
}

function create({ engine }: DisruptionParts): Route {
  return route({
    method: 'post',
    path: `${PATH}/create`,
    tag: TAG,
    summary: 'Lets something go wrong, from now on; `/api/commands` takes other places too',
    request: { body: disruptionWish, headers: repeatable },
    answer: { schema: created, status: 202 },
    problems: [409, 504],
    limit: { requests: 20, seconds: 60 },
    async handle({ body, headers }) {
      const taken = await engine.request(requestOf(body), headers[IDEMPOTENCY_KEY]).catch((error: unknown) => {
        throw error instanceof FieldsRefused ? renamed(error) : error
      })
      const { commandId, effectiveAt, endsAt, disruptionIds } = taken
      return new Reply(202, {
        success: true,
        disruption_id: disruptionIds[0],
        disruption_ids: disruptionIds,
        command_id: commandId,
        message: `${body.disruption_type} from ${effectiveAt} on`,
        active_from: effectiveAt,
        active_until: endsAt,
      })
    },
  })
}

function list({ engine, tables, now }: DisruptionParts): Route {
  return route({
    method: 'get',
    path: `${PATH}/list`,
    tag: TAG,
    summary: 'What goes wrong now',
    answer: { schema: listed },
    problems: [503],
    async handle() {
      const clock =
        engine.simulation().at ?? Date.parse((await engine.history()).simulatedTo ?? new Date(now()).toISOString())
      const disruptions = (await tables.disruptions()).map((each) => runningBody(each, clock))
      return { disruptions, count: disruptions.length, timestamp: new Date(now()).toISOString() }
    },
  })
}

function runningBody(each: RunningDisruption, clock: number): z.output<typeof running> {
  // The tables may know more than what the simulation has last said of its clock.
  const now = Math.max(clock, Date.parse(each.startedAt))
  const minutes = Math.max(0, Date.parse(each.expectedEnd) - now) / 60_000
  return {
    disruption_id: each.id,
    type: each.type,
    dc_id: each.dcId,
    target_type: each.targetType,
    target_id: each.targetId,
    severity: each.severity,
    effect: each.effect,
    cause: each.cause,
    created_at: each.startedAt,
    active_until: each.expectedEnd,
    time_remaining_minutes: Math.round(minutes * 10) / 10,
    events_affected: each.delays,
    status: 'active',
  }
}

function end({ engine, tables }: DisruptionParts): Route {
  return route({
    method: 'delete',
    path: `${PATH}/{disruption_id}`,
    tag: TAG,
    summary: 'Ends a disruption before its time',
    request: { params: z.strictObject({ disruption_id: z.string().max(40) }) },
    answer: { schema: ended, status: 202 },
    problems: [404, 409],
    async handle({ params: { disruption_id: id } }) {
      const isRunning = (await tables.disruptions()).some((disruption) => disruption.id === id)
      if (!isRunning) throw new Problem(404, `there is no disruption ${id} that goes on`)
      return new Reply(202, await endThem(engine, [id]))
    },
  })
}

function endAll({ engine, tables }: DisruptionParts): Route {
  return route({
    method: 'post',
    path: `${PATH}/clear-all`,
    tag: TAG,
    summary: 'Ends all disruptions before their time',
    answer: { schema: ended, status: 202 },
    problems: [409],
    async handle() {
      const ids = (await tables.disruptions()).map(({ id }) => id)
      return new Reply(202, await endThem(engine, ids))
    },
  })
}

async function endThem(engine: Engine, ids: readonly string[]): Promise<z.output<typeof ended>> {
  for (const id of ids) await engine.request({ kind: 'disruption_end', disruption_id: id })
  const count = ids.length === 1 ? '1 disruption ends' : `${ids.length} disruptions end`
  return { success: true, message: count, disruption_ids: [...ids] }
}
