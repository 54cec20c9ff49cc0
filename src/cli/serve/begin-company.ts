import { setTimeout as delay } from 'node:timers/promises'
import type { Engine, EngineSpeed, Operation } from '../../api/engine.ts'
import type { TimeZone } from '../../time/time-zone.ts'
import { HOUR, type SimTime } from '../../time/sim-time.ts'

/** What shall be there when a server has begun. */
export interface Beginning {
  /** Business days that are made first, when there are none. */
  readonly days: number | undefined
  /** The speed at which the simulation runs then; undefined when it shall not. */
  readonly speed: EngineSpeed | undefined
}

/** What the beginning works with. */
export interface BeginningParts {
  readonly engine: Engine
  /** A zone of the company, by whose clock it is day. */
  readonly zone: () => Promise<TimeZone>
  readonly log: (line: string) => void
  readonly signal: AbortSignal
}

const LOOK_MS = 50
/** Shoppers are about from the first of these local hours to the second. */
const DAY_HOURS = [10, 19] as const
/** A night in two seconds, in slices that are short enough to end it in time. */
const NIGHT_SPEED = 18_000

/** Makes history where there is none, and lets the simulation run, by day: at night there is nobody to see. */
export async function beginCompany({ days, speed }: Beginning, parts: BeginningParts): Promise<void> {
  const { engine, signal } = parts
  if (days !== undefined && !(await makeHistory(days, parts))) return
  if (speed === undefined || signal.aborted) return
  const { simulatedTo } = await engine.history()
  const from = simulatedTo === null ? undefined : Date.parse(simulatedTo)
  const morning = from === undefined ? undefined : nextMorning(await parts.zone(), from)
  await engine.start(morning === undefined ? speed : NIGHT_SPEED)
  if (morning === undefined) return
  while (!signal.aborted && isComing(engine, morning)) await delay(LOOK_MS)
  const { status, speed: now } = engine.simulation()
  // Whoever has chosen another speed meanwhile keeps that.
  if ((status === 'running' || status === 'paused') && now === NIGHT_SPEED) await engine.control(`speed ${speed}`)
}

/** Makes the days where there are none, or what is left of those that were asked for. Returns whether they are there. */
async function makeHistory(days: number, { engine, log, signal }: BeginningParts): Promise<boolean> {
  const { events, isUnfinished } = await engine.history()
  if (events > 0 && !isUnfinished) return true
  log(events === 0 ? `making ${days} days of history` : 'completing history')
  const range = events === 0 ? { days } : {}
  const operation = await finished(engine, await engine.generate('fact', range), signal)
  if (operation.status !== 'completed') log(`history: ${operation.error ?? operation.message}`)
  return operation.status === 'completed'
}

async function finished(engine: Engine, operation: Operation, signal: AbortSignal): Promise<Operation> {
  let now = operation
  while (now.status === 'running' && !signal.aborted) {
    await delay(LOOK_MS)
    now = engine.operation('fact') ?? now
  }
  return now
}

function isComing(engine: Engine, instant: SimTime): boolean {
  const { status, at } = engine.simulation()
  return (status === 'starting' || status === 'running') && (at ?? 0) < instant
}

/** The next instant at which it is day, unless it is day. */
function nextMorning(zone: TimeZone, from: SimTime): SimTime | undefined {
  const [first, last] = DAY_HOURS
  const hour = zone.hourAt(from)
  if (hour >= first && hour < last) return undefined
  let at = Math.floor(from / HOUR) * HOUR + HOUR
  while (zone.hourAt(at) !== first) at += HOUR
  return at
}
