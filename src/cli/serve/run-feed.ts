import { parentPort, workerData } from 'node:worker_threads'
import { readSlices, type Slice } from '../../event-store/reader.ts'
import { FeedHub } from '../../live/hub.ts'
import { openEventLog } from '../event-log.ts'
import type { FeedBeginning, FeedStart, FromFeed, ToFeed } from './feed-messages.ts'
import { figuresAtEnd, readLogEnd } from './figures-at-end.ts'

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
        return follower.follow(message)
      case 'rest':
        return follower.rest()
      case 'forget':
        follower.rest()
        return hub.forget()
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
  /** Begins anew at the end of the log, and tells when that has failed. */
  readonly follow: (wish: FeedBeginning & { readonly following: number }) => void
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
    follow({ following, ...beginning }) {
      rest()
      current = new AbortController()
      const { signal } = current
      const reach = (slice: number) => {
        if (!signal.aborted) reached = slice
      }
      const fail = (message: string) => {
        if (signal.aborted) return
        rest()
        tell({ kind: 'failed', following, message })
      }
      followEnd(config, hub, { beginning, warn, reach, signal }).then(
        () => fail('the log has ended'),
        (error: Error) => fail(error.message),
      )
    },
  }
}

interface Following extends Omit<Reading, 'position'> {
  readonly beginning: FeedBeginning
  readonly reach: (slice: number) => void
}

/** Follows until it is told not to. @throws what opening or reading the log fails with. */
async function followEnd(
  config: FeedStart['config'],
  { feed }: FeedHub,
  { beginning, warn, reach, signal }: Following,
): Promise<void> {
  await using store = await openEventLog(config, { readOnly: true, warn, signal })
  const end = await readLogEnd(store)
  if (signal.aborted) return
  feed.startAt(end.tip)
  const figures = await figuresAtEnd(store, end, { beginning, signal })
  if (signal.aborted) return
  feed.startAt(end.tip, figures)
  reach(end.slices.at(-1)?.number ?? 0)
  for await (const slice of readSlices(store, end.tip, { signal, live: true })) {
    if (signal.aborted) return
    feed.take(slice)
    reach(slice.number)
  }
}
