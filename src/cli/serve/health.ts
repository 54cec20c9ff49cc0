import { inTime } from '../../api/in-time.ts'
import type { ComponentHealth } from '../../api/resources/meta.ts'
import type { Streaming } from '../../api/streaming.ts'
import type { Tables } from '../../api/tables.ts'
import type { Config } from '../../config/schema.ts'
import { RUN_STREAM } from '../../run-history.ts'
import { mayHaveLog, openEventLog } from '../event-log.ts'
import type { ChildEngine } from './child-engine.ts'
import type { FeedThread } from './feed-thread.ts'
import { recentLook } from './recent-look.ts'

/** What is looked at. */
export interface Examined {
  readonly config: Config
  readonly tables: Pick<Tables, 'ping'>
  readonly engine: Pick<ChildEngine, 'simulation'>
  readonly streaming: Pick<Streaming, 'state'>
  readonly feed: Pick<FeedThread, 'state'>
}

type Health = Readonly<Record<string, ComponentHealth>>

/** Looks at every part, which takes two seconds at most. */
export function healthOf(parts: Examined): () => Promise<Health> {
  // To open a log keeps everybody else waiting for some milliseconds.
  const eventStore = recentLook(
    () => inTime(eventStoreHealth(parts.config), SILENT),
    () => performance.now(),
  )
  return async () => {
    const [database, event_store] = await Promise.all([inTime(databaseHealth(parts.tables), SILENT), eventStore()])
    return {
      database,
      event_store,
      engine: engineHealth(parts.engine),
      feed: feedHealth(parts.feed),
      streaming: streamHealth(parts.streaming),
    }
  }
}

/** Of a part that hangs, or is away for a server's client that goes on trying. */
const SILENT: ComponentHealth = { status: 'unhealthy', detail: 'it has not answered for 2 s' }
/** So long a look at a log that nobody waits for any more goes on. */
const LOOK_LIMIT_MS = 1500

async function databaseHealth(tables: Examined['tables']): Promise<ComponentHealth> {
  try {
    return { status: 'healthy', latency_ms: await tables.ping() }
  } catch (error) {
    return { status: 'unhealthy', detail: (error as Error).message }
  }
}

async function eventStoreHealth(config: Config): Promise<ComponentHealth> {
  if (!mayHaveLog(config)) return { status: 'healthy', detail: 'no history yet' }
  const began = performance.now()
  const signal = AbortSignal.timeout(LOOK_LIMIT_MS)
  try {
    // Its interruptions are the answer.
    await using store = await openEventLog(config, { readOnly: true, warn: () => undefined, signal })
    const revision = await store.revisionOf(RUN_STREAM)
    const latency_ms = Math.round(performance.now() - began)
    return { status: 'healthy', latency_ms, ...(revision === undefined && { detail: 'no history yet' }) }
  } catch (error) {
    return { status: 'unhealthy', detail: (error as Error).message }
  }
}

function engineHealth(engine: Examined['engine']): ComponentHealth {
  const { status, error } = engine.simulation()
  return status === 'failed'
    ? { status: 'degraded', detail: error ?? 'it failed' }
    : { status: 'healthy', detail: status }
}

function feedHealth(feed: Examined['feed']): ComponentHealth {
  const { status, trouble } = feed.state()
  if (status === 'dead') return { status: 'unhealthy', detail: trouble ?? 'its thread has ended' }
  return trouble === undefined ? { status: 'healthy', detail: status } : { status: 'degraded', detail: trouble }
}

function streamHealth(streaming: Examined['streaming']): ComponentHealth {
  const { status, breaker, error } = streaming.state()
  if (status === 'error') return { status: 'degraded', detail: error ?? 'it failed' }
  return breaker === 'closed'
    ? { status: 'healthy', detail: status }
    : { status: 'degraded', detail: `breaker ${breaker}` }
}
