import type { Slice } from '../event-store/reader.ts'
import type { Feed } from './delivery/feed.ts'
import type { Lane } from './delivery/lane.ts'
import type { Lanes } from './delivery/lanes.ts'
import type { FaultInjector } from './faults/fault-injector.ts'

/** What is under way when the publisher is stopped may take so long. */
const STOP_LIMIT_MS = 10_000

/** What moves events from the log to the sink. */
export interface Moving {
  readonly own: readonly Lane[]
  readonly lanes: Lanes
  readonly feed: Feed
  readonly injector: FaultInjector | undefined
}

/**
 * Runs feed and lanes together, until everything that is read is confirmed, or `signal` is aborted and what was under way has ended.
 * Late events come when it ends: nobody else would know of them. The first failure ends all, and is thrown, also when it comes
 * while all is ending.
 */
export async function runLanes(
  { own, lanes, feed, injector }: Moving,
  slicesUntil: (signal: AbortSignal) => AsyncIterable<Slice>,
  signal: AbortSignal,
): Promise<void> {
  const [intake, done, broken] = [new AbortController(), new AbortController(), new AbortController()]
  let failure: { readonly error: unknown } | undefined
  const breakOff = () => {
    for (const controller of [intake, done, broken]) controller.abort()
    lanes.giveUp()
  }
  const fail = (error: unknown) => {
    failure ??= { error }
    breakOff()
  }
  const stop = () => {
    intake.abort()
    lanes.stopWaiting()
    setTimeout(breakOff, STOP_LIMIT_MS).unref()
  }
  signal.addEventListener('abort', stop)
  if (signal.aborted) stop()
  const running = own.map((lane) => lane.run(done.signal, broken.signal).catch(fail))
  try {
    await feed.run(slicesUntil(intake.signal), intake.signal)
    const hasMore = !signal.aborted || (injector?.size ?? 0) > 0
    injector?.releaseAll()
    if (hasMore) await lanes.drain()
  } catch (error) {
    fail(error)
  }
  done.abort()
  await Promise.all(running)
  signal.removeEventListener('abort', stop)
  if (failure !== undefined) throw failure.error
}
