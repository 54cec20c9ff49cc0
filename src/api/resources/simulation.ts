import { z } from 'zod'
import type { Engine, SimulationState } from '../engine.ts'
import { Reply, type Route, route } from '../route.ts'

/** A speed of the simulated clock. */
export const speed = z
  .union([z.number().min(0.1).max(100_000), z.literal('max')], 'allowed: 0.1 to 100000, or "max"')
  .meta({ description: 'Simulated seconds per second, 0.1 to 100000, or max' })

const state = z.object({
  status: z.enum(['stopped', 'starting', 'running', 'paused', 'stopping', 'failed']),
  simulated_time: z.string().nullable(),
  speed,
  achieved_speed: z.number(),
  lag_ms: z.number().meta({ description: 'How late the simulated clock is, wall milliseconds' }),
  events: z.int().meta({ description: 'Recorded since it was started' }),
  rows: z.int(),
  error: z.string().nullable(),
})

const DURATION = /^\d+[dhm]( \d+[dhm])*$/

const PATH = '/api/simulation'
const COMMON = { tag: 'Simulation', answer: { schema: state }, problems: [409] } as const

/** The simulation: its clock, and what moves it. */
export function simulationRoutes(engine: Engine): readonly Route[] {
  return [
    route({
      ...COMMON,
      method: 'get',
      path: PATH,
      summary: 'The simulated clock',
      handle: () => toBody(engine.simulation()),
    }),
    start(engine),
    move('stop', 'Ends it; everything is kept', () => engine.stop()),
    move('pause', 'Stops the clock', () => engine.control('pause')),
    move('resume', 'Lets the clock go on', () => engine.control('resume')),
    step(engine),
    changeSpeed(engine),
  ]
}

function start(engine: Engine): Route {
  return route({
    ...COMMON,
    method: 'post',
    path: `${PATH}/start`,
    summary: 'Goes on from the end of history',
    request: { body: z.strictObject({ speed: speed.default(60) }) },
    answer: { schema: state, status: 202 },
    problems: [400, 409],
    limit: { requests: 20, seconds: 60 },
    handle: async ({ body }) => new Reply(202, await told(() => engine.start(body.speed))),
  })
}

function move(word: string, summary: string, act: () => Promise<SimulationState>): Route {
  return route({ ...COMMON, method: 'post', path: `${PATH}/${word}`, summary, handle: () => told(act) })
}

function step(engine: Engine): Route {
  const duration = z.string().max(50).regex(DURATION, 'allowed: such as 1h, 30m or 2d 6h').default('1h')
  return route({
    ...COMMON,
    method: 'post',
    path: `${PATH}/step`,
    summary: 'While paused, lets so much simulated time pass',
    request: { body: z.strictObject({ duration }) },
    handle: ({ body }) => told(() => engine.control(`step ${body.duration}`)),
  })
}

function changeSpeed(engine: Engine): Route {
  return route({
    ...COMMON,
    method: 'post',
    path: `${PATH}/speed`,
    summary: 'Changes the speed',
    request: { body: z.strictObject({ speed }) },
    handle: ({ body }) => told(() => engine.control(`speed ${body.speed}`)),
  })
}

async function told(work: () => Promise<SimulationState>): Promise<z.output<typeof state>> {
  return toBody(await work())
}

function toBody({
  status,
  at,
  speed: wanted,
  achieved,
  lagMs,
  run: _run,
  ...rest
}: SimulationState): z.output<typeof state> {
  return {
    status,
    simulated_time: at === null ? null : new Date(at).toISOString(),
    speed: wanted,
    achieved_speed: achieved,
    lag_ms: lagMs,
    ...rest,
  }
}
