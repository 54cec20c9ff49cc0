import { setTimeout as delay } from 'node:timers/promises'
import type { Database } from '../../database/connect.ts'
import { readSlices, type Slice } from '../../event-store/reader.ts'
import type { Feed } from '../../live/feed.ts'
import type { CommandContext } from '../command.ts'
import { mayHaveLog, openEventLog } from '../event-log.ts'
import { readSliceList } from '../status/log-status.ts'

/** What following works with. */
export interface FollowParts {
  readonly context: CommandContext
  readonly feed: Feed
  readonly database: () => Database
  /** While history is made, nobody looks at its events one by one. */
  readonly isPaused: () => boolean
}

/** Keeps a feed at the end of the log, whenever there is one. */
export interface Following extends AsyncDisposable {
  /** The DC of each store. */
  readonly regionOf: () => ReadonlyMap<number, number>
  /** Begins anew with the log that is there now. */
  readonly restart: () => void
  /** Slices behind a place, for one who reads by himself. */
  readonly slicesAfter: (position: bigint, signal: AbortSignal) => AsyncIterable<Slice>
}

const LOOK_MS = 250

/** Follows until disposed of. */
export function followLog(parts: FollowParts): Following {
  const end = new AbortController()
  const state: FollowState = { current: new AbortController(), regions: new Map() }
  const running = followOn(parts, state, end.signal)
  return {
    regionOf: () => state.regions,
    restart: () => state.current.abort(),
    slicesAfter: (position, signal) => slicesAfter(parts, position, signal),
    async [Symbol.asyncDispose]() {
      end.abort()
      await running
    },
  }
}

interface FollowState {
  current: AbortController
  regions: ReadonlyMap<number, number>
}

/** From log to log, and through failures. */
async function followOn(parts: FollowParts, state: FollowState, end: AbortSignal): Promise<void> {
  while (!end.aborted) {
    state.current = new AbortController()
    const signal = AbortSignal.any([end, state.current.signal])
    try {
      await followOnce(parts, state, signal)
    } catch (error) {
      if (!signal.aborted) parts.context.log.warn(`live feed: ${(error as Error).message}`)
    }
    await delay(LOOK_MS, undefined, { signal: end }).catch(() => undefined)
  }
}

async function followOnce(parts: FollowParts, state: FollowState, signal: AbortSignal): Promise<void> {
  const { context, feed, database, isPaused } = parts
  const { config } = await context.config()
  if (isPaused() || !mayHaveLog(config)) return
  await using store = await openEventLog(config, { readOnly: true, warn: context.log.warn, signal })
  const tip = (await readSliceList(store)).at(-1)?.upTo ?? 'start'
  state.regions = await readRegions(database())
  feed.startAt(tip)
  const paused = new AbortController()
  const looking = setInterval(() => isPaused() && paused.abort(), LOOK_MS)
  try {
    const either = AbortSignal.any([signal, paused.signal])
    for await (const slice of readSlices(store, tip, { signal: either, live: true })) feed.take(slice)
  } finally {
    clearInterval(looking)
  }
}

async function readRegions({ pool }: Database): Promise<ReadonlyMap<number, number>> {
  const { rows } = await pool.query<{ store_id: number; dc_id: number }>('SELECT store_id, dc_id FROM dim_stores')
  return new Map(rows.map(({ store_id, dc_id }) => [store_id, dc_id]))
}

async function* slicesAfter({ context }: FollowParts, position: bigint, signal: AbortSignal): AsyncGenerator<Slice> {
  const { config } = await context.config()
  if (!mayHaveLog(config)) return
  await using store = await openEventLog(config, { readOnly: true, warn: context.log.warn, signal })
  yield* readSlices(store, position, { signal, live: true })
}
