import type { Slice } from '../event-store/reader.ts'
import type { Feed } from './delivery/feed.ts'
import type { Lane } from './delivery/lane.ts'
import type { Lanes } from './delivery/lanes.ts'

/** What is under way when the publisher is stopped may take so long. */
const STOP_LIMIT_MS = 10_000

/** What moves events from the log to the sink. */
export interface Moving {
  readonly own: readonly Lane[]
  readonly lanes: Lanes
  readonly feed: Feed
}

/**
 * Runs feed and lanes together, until everything that is read is confirmed, or `signal` is aborted and what was under way has ended.
 * The first failure ends all, and is thrown.
 */
export async function runLanes(
  { own, lanes, feed }: Moving,
  slices: AsyncIterable<Slice>,
  signal: AbortSignal,
): Promise<void> {
  const done = new AbortController()
  const broken = new AbortController()
  let failure: { readonly error: unknown } | undefined
  const end = (limitMs: number) => {
    done.abort()
    lanes.giveUp()
    setTimeout(() => broken.abort(), limitMs).unref()
  }
  const fail = (error: unknown) => {
    failure ??= { error }
    end(0)
  }
  const stop = () => end(STOP_LIMIT_MS)
  signal.addEventListener('abort', stop)
  if (signal.aborted) stop()
  const running = own.map((lane) => lane.run(done.signal, broken.signal).catch(fail))
  try {
    await feed.run(slices, AbortSignal.any([signal, done.signal]))
    if (!done.signal.aborted) await lanes.drain()
  } catch (error) {
    fail(error)
  }
  done.abort()
  await Promise.all(running)
  signal.removeEventListener('abort', stop)
  if (failure !== undefined && !signal.aborted) throw failure.error
}
