import type { RecordedEvent } from '../../event-store/port.ts'
import type { EventId } from '../../simulation/event-id.ts'

/** How many of the latest events are surely remembered; at most twice as many are. */
export const REMEMBERED_EVENTS = 1 << 19

/** `b` of an id has 30 bits: this one marks a taken slot. */
const TAKEN = 1 << 30

/**
 * The latest events by id, in bounded memory (36 bytes a slot, two slots an event): two generations of a hash table, of which
 * the older is forgotten when the younger is full. Slots number both; a slot is valid until the next `add`.
 */
export class RecentEvents {
  readonly #slots: number
  readonly #ids: Int32Array
  readonly #stories: Int32Array
  readonly #entities: Float64Array
  readonly #sequences: Uint32Array
  #young = 0
  #size = 0

  constructor(remembered: number = REMEMBERED_EVENTS) {
    this.#slots = 2 ** Math.ceil(Math.log2(remembered * 2))
    this.#ids = new Int32Array(8 * this.#slots)
    this.#stories = new Int32Array(4 * this.#slots)
    this.#entities = new Float64Array(2 * this.#slots)
    this.#sequences = new Uint32Array(2 * this.#slots)
  }

  /** Remembers an event; false when one with its id is there already. */
  add(event: RecordedEvent): boolean {
    if (2 * this.#size >= this.#slots) this.#forgetOlder()
    const slot = this.#probe(event.id, this.#young)
    if (this.#isTaken(slot) || this.#isTaken(this.#probe(event.id, 1 - this.#young))) return false
    const { ms, a, b, c } = event.id
    this.#ids[4 * slot] = Math.floor(ms / 65536)
    this.#ids[4 * slot + 1] = (ms % 65536) * 65536 + a
    this.#ids[4 * slot + 2] = b | TAKEN
    this.#ids[4 * slot + 3] = c
    this.#stories[2 * slot] = event.correlation.b
    this.#stories[2 * slot + 1] = event.correlation.c
    this.#entities[slot] = event.entity
    this.#sequences[slot] = event.sequence
    this.#size++
    return true
  }

  /** The slot of an event, or -1 when it is not remembered. */
  find(id: EventId): number {
    const young = this.#probe(id, this.#young)
    if (this.#isTaken(young)) return young
    const old = this.#probe(id, 1 - this.#young)
    return this.#isTaken(old) ? old : -1
  }

  /** Whether the event of the slot tells this story; compares 62 hash bits of the correlation id. */
  tells(slot: number, correlation: EventId): boolean {
    return this.#stories[2 * slot] === correlation.b && this.#stories[2 * slot + 1] === correlation.c
  }

  entityAt(slot: number): number {
    return this.#entities[slot]
  }

  sequenceAt(slot: number): number {
    return this.#sequences[slot]
  }

  #isTaken(slot: number): boolean {
    return this.#ids[4 * slot + 2] !== 0
  }

  #forgetOlder(): void {
    this.#young = 1 - this.#young
    this.#size = 0
    const start = 4 * this.#young * this.#slots
    this.#ids.fill(0, start, start + 4 * this.#slots)
  }

  /** The slot of the id in a generation, or the free one where it belongs. */
  #probe({ ms, a, b, c }: EventId, generation: number): number {
    const ids = this.#ids
    const first = generation * this.#slots
    const high = Math.floor(ms / 65536) | 0
    const low = ((ms % 65536) * 65536 + a) | 0
    for (let place = c & (this.#slots - 1); ; place = (place + 1) & (this.#slots - 1)) {
      const at = 4 * (first + place)
      if (ids[at + 2] === 0) return first + place
      if (ids[at + 3] === c && ids[at + 2] === (b | TAKEN) && ids[at + 1] === low && ids[at] === high)
        return first + place
    }
  }
}
