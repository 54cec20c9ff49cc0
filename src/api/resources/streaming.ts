import { z } from 'zod'
import { Reply, type Route, readingRoutes, route } from '../route.ts'
import type { Streaming, StreamState } from '../streaming.ts'
import { recentRoute } from './recent-events.ts'
import { speed } from './simulation.ts'
import { instantOf, operationResult, resultOf } from './stream-bodies.ts'

const TAG = 'Streaming'
const PATH = '/api/stream'

const status = z.object({
  is_streaming: z.boolean(),
  status: z.enum(['stopped', 'starting', 'running', 'paused', 'stopping', 'error']),
  sink: z.string().nullable(),
  uptime_seconds: z.number(),
  events_sent: z.int(),
  events_per_second: z.number(),
  events_waiting: z.int(),
  circuit_breaker: z.enum(['closed', 'open', 'half-open']),
  last_event_time: z.string().nullable().meta({ description: 'Wall time at which the sink last confirmed events' }),
  error: z.string().nullable(),
})

const statistics = z.object({
  events_generated: z.int().meta({ description: 'Events of the log that were looked at' }),
  events_sent_successfully: z.int(),
  events_failed: z.int().meta({ description: 'Events that can never be sent' }),
  batches_sent: z.int(),
  total_streaming_time: z.number().meta({ description: 'Seconds' }),
  events_per_second: z.number(),
  bytes_sent: z.int(),
  last_event_time: z.string().nullable(),
  event_type_counts: z.record(z.string(), z.int()),
  error_counts: z.record(z.string(), z.int()).meta({ description: 'Attempts that failed, by kind' }),
  connection_failures: z.int(),
  circuit_breaker_trips: z.int(),
})

const pauseStatus = z.object({
  is_paused: z.boolean(),
  pause_count: z.int(),
  total_pause_duration_seconds: z.number(),
  currently_paused_duration: z.number(),
})

/** What streaming needs. */
export interface StreamingParts {
  readonly streaming: Streaming
  readonly now: () => number
  /** Names of the event types that are published unless somebody says otherwise, and of all. */
  readonly types: { readonly published: readonly string[]; readonly all: readonly string[] }
}

/** Sending events: started, watched, stopped. */
export function streamingRoutes(parts: StreamingParts): readonly Route[] {
  const { streaming } = parts
  return [
    start(parts),
    move('stop', 'Ends sending, and the simulation if that came with it', () => streaming.stop()),
    move('pause', 'Sends nothing until it is resumed', () => streaming.pause()),
    move('resume', 'Goes on', () => streaming.resume()),
    ...figures(parts),
    recentRoute(parts),
  ]
}

function start({ streaming, types }: StreamingParts): Route {
  const type = z.enum(types.all, `allowed: ${types.all.join(', ')}`)
  return route({
    method: 'post',
    path: `${PATH}/start`,
    tag: TAG,
    summary: 'Sends what happens from now on, and lets the simulation run if nothing does',
    request: {
      body: z.strictObject({
        speed: speed.optional().meta({ description: 'Simulated seconds per second; 1 when the simulation begins' }),
        duration_minutes: z.number().min(0.01).max(5_256_000).nullish(),
        event_types: z.array(type).min(1).nullish(),
        emit_interval_ms: z.int().min(1).max(3_600_000).nullish(),
        burst: z.int().min(1).max(100_000).nullish(),
        emit_interval_override: z.int().min(1).max(3_600_000).nullish(),
        burst_override: z.int().min(1).max(100_000).nullish(),
      }),
    },
    answer: { schema: operationResult, status: 202 },
    problems: [400, 409],
    limit: { requests: 20, seconds: 60 },
    async handle({ body }) {
      const state = await streaming.start({
        speed: body.speed,
        durationMinutes: body.duration_minutes ?? undefined,
        eventTypes: body.event_types ?? undefined,
        emitIntervalMs: body.emit_interval_ms ?? body.emit_interval_override ?? undefined,
        burst: body.burst ?? body.burst_override ?? undefined,
      })
      return new Reply(202, resultOf(state, `events are sent to ${state.sink ?? 'the sink'}`))
    },
  })
}

function move(word: string, summary: string, act: () => Promise<StreamState>): Route {
  return route({
    method: 'post',
    path: `${PATH}/${word}`,
    tag: TAG,
    summary,
    answer: { schema: operationResult },
    problems: [400, 409],
    async handle() {
      const state = await act()
      return resultOf(state, state.error ?? `streaming is ${state.status}`)
    },
  })
}

function figures({ streaming, now, types }: StreamingParts): readonly Route[] {
  return readingRoutes(TAG, [
    {
      path: `${PATH}/status`,
      summary: 'Whether and how events are being sent',
      schema: status,
      tell: () => statusBody(streaming.state(), now()),
    },
    {
      path: `${PATH}/statistics`,
      summary: 'What was sent since it was started',
      schema: statistics,
      tell: () => statisticsBody(streaming.state(), now()),
    },
    {
      path: `${PATH}/pause-status`,
      summary: 'How often and how long it was paused',
      schema: pauseStatus,
      tell: () => pauseBody(streaming.state(), now()),
    },
    {
      path: `${PATH}/event-types`,
      summary: 'Event types that are published, and all that can be',
      schema: z.object({
        event_types: z.array(z.string()),
        available: z.array(z.string()),
        count: z.int(),
        description: z.string(),
      }),
      tell: () => ({
        event_types: types.published,
        available: types.all,
        count: types.published.length,
        description: 'event_types are published by default; event_types of /api/stream/start chooses among available',
      }),
    },
  ])
}

function uptime({ startedAt, endedAt }: StreamState, now: number): number {
  if (startedAt === null) return 0
  return Math.round(((endedAt ?? now) - startedAt) / 100) / 10
}

function statusBody(state: StreamState, now: number): z.output<typeof status> {
  return {
    is_streaming: ['starting', 'running', 'paused', 'stopping'].includes(state.status),
    status: state.status,
    sink: state.sink,
    uptime_seconds: uptime(state, now),
    events_sent: state.sent,
    events_per_second: state.rate,
    events_waiting: state.waiting,
    circuit_breaker: state.breaker,
    last_event_time: instantOf(state.lastSentAt),
    error: state.error,
  }
}

function statisticsBody(state: StreamState, now: number): z.output<typeof statistics> {
  return {
    events_generated: state.read,
    events_sent_successfully: state.sent,
    events_failed: state.rejected,
    batches_sent: state.batches,
    total_streaming_time: uptime(state, now),
    events_per_second: state.rate,
    bytes_sent: state.bytes,
    last_event_time: instantOf(state.lastSentAt),
    event_type_counts: { ...state.sentByType },
    error_counts: { ...state.failures },
    connection_failures: (state.failures['network'] ?? 0) + state.checksFailed,
    circuit_breaker_trips: state.breakerTrips,
  }
}

function pauseBody({ pauses }: StreamState, now: number): z.output<typeof pauseStatus> {
  const { count, totalMs, since } = pauses
  return {
    is_paused: since !== null,
    pause_count: count,
    total_pause_duration_seconds: totalMs / 1000,
    currently_paused_duration: since === null ? 0 : (now - since) / 1000,
  }
}
