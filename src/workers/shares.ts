import { unpackedStreams } from '../event-store/packed-streams.ts'
import { eventsOf } from '../event-store/port.ts'
import type { StreamEvents } from '../event-store/recorder.ts'
import type { TableRows } from '../projection/table-writer.ts'
import type { Command } from '../retail/commands/command.ts'
import type { Share } from '../retail/share.ts'
import { compareEvents } from '../simulation/domain-event.ts'
import type { SimTime } from '../time/sim-time.ts'
import type { ShareSlice, ShareStart } from './messages.ts'
import { ShareThread } from './share-thread.ts'

/** What happened in the whole company during a slice. */
export interface CompanySlice {
  /** By their first event in the total order. */
  readonly streams: readonly StreamEvents[]
  readonly tables: readonly TableRows[]
  /** How many events of each type. */
  readonly types: ReadonlyMap<string, number>
  /** What the slowest worker took to simulate it, wall milliseconds. */
  readonly ms: number
  /** Nobody reads `streams`, or `tables`, any more: their memory serves another slice. */
  readonly release: { readonly streams: () => void; readonly tables: () => void }
}

/** The company in motion, dealt to worker threads. Requests are answered in their order; several may be under way. */
export interface Shares extends AsyncDisposable {
  /**
   * Everything up to, not including, `to` since the last request, with the commands that take effect in it.
   * @throws what a worker failed with.
   */
  simulate(to: SimTime, commands?: readonly Command[]): Promise<CompanySlice>
  /** The states of the shares at the end of the last slice that was asked for. @throws as `simulate` does. */
  save(): Promise<ReadonlyArray<Uint8Array>>
}

/** What the workers begin with. */
export type SharesStart = Omit<ShareStart, 'share'> & { readonly shares: readonly Share[] }

/** Starts a thread for each share. */
export function startShares({ shares, ...start }: SharesStart): Shares {
  const threads = shares.map((share, place) => new ShareThread({ ...start, share }, place + 1))
  return {
    async simulate(to, commands = []) {
      const slices = await Promise.all(threads.map((thread) => thread.simulate({ to, commands })))
      const giveBack = (which: 'log' | 'tables') => () => {
        for (const [place, { buffers }] of slices.entries()) threads[place].giveBack(buffers[which])
      }
      return { ...merged(slices, start.typeNames), release: { streams: giveBack('log'), tables: giveBack('tables') } }
    },
    async save() {
      return await Promise.all(threads.map((thread) => thread.save()))
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(threads.map((thread) => thread.end()))
    },
  }
}

/** However many shares there are, a slice has the same streams in the same order, and they the same events. */
function merged(slices: readonly ShareSlice[], typeNames: readonly string[]): Omit<CompanySlice, 'release'> {
  const [first, ...others] = slices.map(({ log }) => unpackedStreams(log, typeNames))
  const streams = others.length === 0 ? first : inOneOrder([first, ...others].flat())
  return {
    streams,
    tables: slices.flatMap(({ tables }) => tables),
    types: summed(slices.map(({ types }) => types)),
    ms: Math.max(...slices.map(({ ms }) => ms)),
  }
}

function summed(parts: ReadonlyArray<ReadonlyMap<string, number>>): ReadonlyMap<string, number> {
  const sums = new Map<string, number>()
  for (const [type, count] of parts.flatMap((part) => [...part])) sums.set(type, (sums.get(type) ?? 0) + count)
  return sums
}

function inOneOrder(parts: readonly StreamEvents[]): StreamEvents[] {
  const byName = Map.groupBy(parts, ({ stream }) => stream)
  const streams = [...byName.values()].map((same) => (same.length === 1 ? same[0] : joined(same)))
  return streams.toSorted((left, right) => compareEvents(left.first, right.first))
}

/** A stream to which several regions have something to add: a campaign, of which each has impressions. */
function joined(parts: readonly StreamEvents[]): StreamEvents {
  const events = parts.flatMap((part) => eventsOf(part.events)).toSorted(compareEvents)
  return {
    stream: parts[0].stream,
    events,
    first: events[0],
    lastAt: events[events.length - 1].occurredAt,
    ended: parts.some(({ ended }) => ended),
  }
}
