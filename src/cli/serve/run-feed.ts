import { setTimeout as delay } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { readSlices, type Slice } from '../../event-store/reader.ts'
import { Figures } from '../../live/figures.ts'
import { FeedHub } from '../../live/hub.ts'
import { DAY } from '../../time/sim-time.ts'
import { openEventLog } from '../event-log.ts'
import { readSliceList } from '../status/log-status.ts'
import type { FeedBeginning, FeedStart, FromFeed, ToFeed } from './feed-messages.ts'

/** The thread of the feed: reading and decoding the log here lets the other one answer requests at once. */
export function runFeed(): void {
  const { config } = workerData as FeedStart
  const hub = new FeedHub({
    wires: {
      send: (client, text) => tell({ kind: 'send', client, text }),
      end: (client, code, reason, atOnce) => tell({ kind: 'end', client, code, reason, atOnce }),
    },
    slicesAfter: (position, signal) => slicesAfter(config, { position, warn, signal }),
    now: () => performance.now(),
  })
  const follower = createFollower(config, hub, warn)
  parentPort?.on('message', (message: ToFeed) => {
    switch (message.kind) {
      case 'open':
        return hub.open(message.client, message.from)
      case 'message':
        return hub.message(message.client, message.text)
      case 'acknowledged':
        return hub.acknowledged(message.client)
      case 'close':
        return hub.close(message.client)
      case 'follow':
        hub.setRegions(message.regions)
        return follower.follow(message.stockouts)
      case 'rest':
        return follower.rest()
      case 'beat':
        follower.tellReached()
        return hub.beat(message.clock)
      case 'end':
        follower.rest()
        parentPort?.close()
    }
  })
}

function warn(line: string): void {
  tell({ kind: 'warn', line: `live feed: ${line}` })
}

function tell(message: FromFeed): void {
  parentPort?.postMessage(message, [])
}

interface Reading {
  readonly position: bigint
  readonly warn: (line: string) => void
  readonly signal: AbortSignal
}

async function* slicesAfter(config: FeedStart['config'], { position, warn, signal }: Reading): AsyncGenerator<Slice> {
  await using store = await openEventLog(config, { readOnly: true, warn, signal })
  yield* readSlices(store, position, { signal, live: true })
}

interface Follower {
  /** Begins anew at the end of the log. */
  readonly follow: (stockouts: FeedBeginning['stockouts']) => void
  readonly rest: () => void
  /** Tells how far it has come, when that is not known yet. */
  readonly tellReached: () => void
}

function createFollower(config: FeedStart['config'], hub: FeedHub, warn: (line: string) => void): Follower {
  let current = new AbortController()
  let reached: number | null = null
  let told: number | null = null
  const rest = () => {
    current.abort()
    reached = null
  }
  return {
    rest,
    tellReached() {
      if (told !== reached) tell({ kind: 'reached', slice: reached })
      told = reached
    },
    follow(stockouts) {
      rest()
      current = new AbortController()
      const { signal } = current
      const reach = (slice: number) => {
        if (!signal.aborted) reached = slice
      }
      void followAgain(config, hub, { stockouts, warn, reach, signal })
    },
  }
}

const TRY_AGAIN_MS = 2000

/** Follows until it is told not to, through failures of the log. */
async function followAgain(config: FeedStart['config'], hub: FeedHub, following: Following): Promise<void> {
  const { warn, signal } = following
  while (!signal.aborted) {
    try {
      await followEnd(config, hub, following)
    } catch (error) {
      if (!signal.aborted) warn((error as Error).message)
    }
    await delay(TRY_AGAIN_MS, undefined, { signal }).catch(() => undefined)
  }
}

interface Following extends Omit<Reading, 'position'> {
  readonly stockouts: FeedBeginning['stockouts']
  readonly reach: (slice: number) => void
}

/** So much of the log is read before it is followed: people that are in stores have come in since, and trucks have set off. */
const READ_BEFORE = 2 * DAY

async function followEnd(
  config: FeedStart['config'],
  { feed }: FeedHub,
  { stockouts, warn, reach, signal }: Following,
): Promise<void> {
  await using store = await openEventLog(config, { readOnly: true, warn, signal })
  const slices = await readSliceList(store)
  const last = slices.at(-1)
  const tip = last?.upTo ?? 'start'
  if (signal.aborted) return
  feed.startAt(tip)
  const figures = new Figures(stockouts)
  const recent = slices.find(({ to }) => to > (last?.to ?? 0) - READ_BEFORE)
  for await (const { events, upTo } of readSlices(store, recent?.after ?? tip, { signal })) {
    figures.take(events)
    if (upTo === tip) break
  }
  if (signal.aborted) return
  feed.startAt(tip, figures)
  reach(last?.number ?? 0)
  for await (const slice of readSlices(store, tip, { signal, live: true })) {
    feed.take(slice)
    reach(slice.number)
  }
}
