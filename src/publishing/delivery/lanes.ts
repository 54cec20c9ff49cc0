import type { Lane } from './lane.ts'
import { earlier, type LogPlace, type Outgoing } from './outgoing.ts'

/** A full buffer takes events again below this share, so that its reader is not woken for each. */
const ROOM_AGAIN = 0.75

/** All ways into a sink: deals partition keys to them, and lets no more than `maxWaiting` events wait in all together. */
export class Lanes {
  readonly #lanes: readonly Lane[]
  readonly #maxWaiting: number
  readonly #laneOf: (key: string) => Lane
  #waiting = 0
  #hasGivenUp = false
  #room: { readonly below: number; readonly open: () => void } | undefined

  constructor(lanes: readonly Lane[], maxWaiting: number) {
    this.#lanes = lanes
    this.#maxWaiting = maxWaiting
    this.#laneOf = dealKeys(lanes)
  }

  /** Events that are not confirmed. */
  get size(): number {
    return this.#waiting
  }

  /** The place of the oldest of them. */
  get oldest(): LogPlace | undefined {
    return this.#lanes.map(({ oldest }): LogPlace | undefined => oldest).reduce(earlier, undefined)
  }

  /** Adds an event behind those of its key; a promise when there is no room left, until there is. */
  add(key: string, event: Outgoing): Promise<void> | undefined {
    this.#laneOf(key).add(event)
    this.#waiting++
    if (this.#waiting < this.#maxWaiting) return undefined
    // The fullest lane may be waiting for a batch that there is no room for.
    this.#lanes.reduce((fullest, lane) => (lane.size > fullest.size ? lane : fullest)).hurry()
    return this.#until(Math.ceil(this.#maxWaiting * ROOM_AGAIN))
  }

  /** Returns when everything is confirmed. */
  async drain(): Promise<void> {
    for (const lane of this.#lanes) lane.hurry()
    if (this.#waiting > 0) await this.#until(1)
  }

  /** To be called when events have left a lane. */
  moved(): void {
    this.#waiting = this.#lanes.reduce((sum, { size }) => sum + size, 0)
    if (this.#room !== undefined && this.#waiting < this.#room.below) this.#open()
  }

  /** Ends the waiting of whoever has no room: nothing more will come. */
  stopWaiting(): void {
    this.#open()
  }

  /** Ends all waiting: nothing moves any more. */
  giveUp(): void {
    this.#hasGivenUp = true
    this.#open()
  }

  async #until(below: number): Promise<void> {
    if (this.#hasGivenUp) return
    await new Promise<void>((open) => {
      this.#room = { below, open }
    })
  }

  #open(): void {
    this.#room?.open()
    this.#room = undefined
  }
}

const FNV_OFFSET = 0x811c9dc5
const FNV_PRIME = 0x01000193

/** The lane of a key: the same in every run with as many lanes. */
export function laneOf(key: string, lanes: number): number {
  let hash = FNV_OFFSET
  for (let index = 0; index < key.length; index++) hash = Math.imul(hash ^ key.charCodeAt(index), FNV_PRIME)
  return (hash >>> 0) % lanes
}

/** Remembers the lane of each key. */
function dealKeys(lanes: readonly Lane[]): (key: string) => Lane {
  const dealt = new Map<string, Lane>()
  return (key) => {
    const known = dealt.get(key)
    if (known !== undefined) return known
    const lane = lanes[laneOf(key, lanes.length)]
    dealt.set(key, lane)
    return lane
  }
}
