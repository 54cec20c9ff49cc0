import type { RecordedEvent } from '../../src/event-store/port.ts'
import type { Slice } from '../../src/event-store/reader.ts'
import type { ToldFault } from '../../src/publishing/faults/fault-injector.ts'
import type { PublishedPlace, PublisherRecords } from '../../src/publishing/records.ts'
import type { DeadLetter } from '../../src/publishing/records.ts'
import type { PublisherSettings } from '../../src/publishing/publisher.ts'
import type { Enveloper } from '../../src/publishing/wire/envelope.ts'
import { makeEventId } from '../../src/simulation/event-id.ts'

export const FROM = Date.UTC(2024, 2, 4)
export const START: PublishedPlace = { position: 'start', slice: 0, eventsDone: 0 }

/** Slices of so many events each, one event a simulated second; event N says N, and belongs to key `key_<N % keys>`. */
export function numberedSlices(slices: number, eventsEach: number, keys = 3): readonly Slice[] {
  return Array.from({ length: slices }, (_, index) => {
    const numbers = Array.from({ length: eventsEach }, (__, place) => index * eventsEach + place)
    const [from, to] = [index, index + 1].map((slice) => FROM + slice * eventsEach * 1000)
    const events = numbers.map((number) => numbered(number, keys))
    return { number: index + 1, from, to, events, upTo: BigInt(10 * (index + 1)) }
  })
}

function numbered(number: number, keys: number): RecordedEvent {
  const id = makeEventId(FROM + number * 1000, 0, 0, number)
  return {
    type: number % 10 === 9 ? 'tenth' : 'other',
    id,
    occurredAt: id.ms,
    businessDate: '2024-03-04',
    entity: 1,
    sequence: number,
    causation: null,
    correlation: id,
    session: null,
    data: { number, key: `key_${number % keys}` },
    stream: 'storeDay-1_2024-03-04',
    revision: number,
    position: BigInt(number),
  }
}

/** Envelopes whose id is the number of the event. */
export const numberOf: Enveloper = ({ type, data }) => {
  const { number, key } = data as { readonly number: number; readonly key: string }
  return { id: String(number), type, partitionKey: key, json: JSON.stringify(data) }
}

/** Its partition key. */
export function keyOfNumber({ data }: Pick<RecordedEvent, 'data'>): string {
  return (data as { readonly key: string }).key
}

/** The slices behind a place. */
export async function* slicesAfter(slices: readonly Slice[], { slice }: PublishedPlace): AsyncGenerator<Slice> {
  for (const each of slices) if (each.number > slice) yield each
}

/** Numbers from 0, as ids. */
export function ids(count: number, from = 0): readonly string[] {
  return Array.from({ length: count }, (_, index) => String(from + index))
}

/** Records in memory. */
export interface MemoryRecords extends PublisherRecords {
  readonly places: readonly PublishedPlace[]
  readonly letters: ReadonlyMap<string, DeadLetter>
  readonly faults: readonly ToldFault[]
  failure: Error | undefined
}

/** Empty records. */
export function memoryRecords(): MemoryRecords {
  const places: PublishedPlace[] = []
  const letters = new Map<string, DeadLetter>()
  const faults: ToldFault[] = []
  const records: MemoryRecords = {
    places,
    letters,
    faults,
    failure: undefined,
    place: async () => places.at(-1),
    async savePlace(place, told = []) {
      if (records.failure !== undefined) throw records.failure
      places.push(place)
      faults.push(...told)
    },
    async keepDeadLetter(letter) {
      letters.set(letter.eventId, letter)
    },
    deadLetters: async () => [...letters.values()],
    async forgetDeadLetter(eventId) {
      letters.delete(eventId)
    },
  }
  return records
}

/** Settings under which nothing waits or fails, with changes. */
export function settings(changes: Partial<PublisherSettings> = {}): PublisherSettings {
  return {
    batch: { maxSize: 10, timeoutMs: 1000 },
    maxWaiting: 100,
    retry: { attempts: 3, multiplier: 2 },
    breaker: { failures: 5, recoveryMs: 60_000 },
    monitoringMs: 3_600_000,
    keepsDeadLetters: true,
    ...changes,
  }
}
