import type { WakeUp } from './wake-up.ts'

const FIRST_CAPACITY = 1024

/**
 * Future work by (due, entity, kind): a 4-ary heap of due times and slots in typed arrays. The wake-ups themselves stay in
 * their slots, so that sifting moves only numbers and looks at objects on ties alone. Push and pop are O(log n).
 */
export class EventList {
  #due = new Float64Array(FIRST_CAPACITY)
  #slots = Int32Array.from({ length: FIRST_CAPACITY }, (_, slot) => slot)
  readonly #wakeUps: (WakeUp | undefined)[] = []
  #size = 0

  get size(): number {
    return this.#size
  }

  /** When the next wake-up is due; infinity when there is none. */
  get nextDue(): number {
    return this.#size === 0 ? Number.POSITIVE_INFINITY : this.#due[0]
  }

  push(wakeUp: WakeUp): void {
    if (this.#size === this.#due.length) this.#grow()
    const due = this.#due
    const slots = this.#slots
    const at = wakeUp.due
    // Beyond the heap, the slot array lists the free slots.
    const slot = slots[this.#size]
    this.#wakeUps[slot] = wakeUp
    let hole = this.#size++
    while (hole > 0) {
      const parent = (hole - 1) >> 2
      const above = due[parent]
      if (above < at || (above === at && this.#tie(slots[parent], slot) < 0)) break
      due[hole] = above
      slots[hole] = slots[parent]
      hole = parent
    }
    due[hole] = at
    slots[hole] = slot
  }

  /** Takes the earliest. @throws when the list is empty. */
  pop(): WakeUp {
    const freed = this.#slots[0]
    const first = this.#wakeUps[freed]
    if (this.#size === 0 || first === undefined) throw new Error('the event list is empty')
    this.#wakeUps[freed] = undefined
    const last = --this.#size
    const moved = this.#slots[last]
    const at = this.#due[last]
    this.#slots[last] = freed
    if (last > 0) this.#sink(moved, at)
    return first
  }

  /** Everything pending, in the order in which it will be due. */
  toSorted(): WakeUp[] {
    const pending = this.#wakeUps.filter((wakeUp) => wakeUp !== undefined)
    return pending.toSorted((left, right) => left.due - right.due || tieOrder(left, right))
  }

  #sink(moved: number, at: number): void {
    const due = this.#due
    const slots = this.#slots
    const size = this.#size
    let hole = 0
    for (let child = 1; child < size; child = hole * 4 + 1) {
      const end = Math.min(child + 4, size)
      let least = child
      for (let other = child + 1; other < end; other++) {
        if (due[other] < due[least] || (due[other] === due[least] && this.#tie(slots[other], slots[least]) < 0))
          least = other
      }
      if (at < due[least] || (at === due[least] && this.#tie(moved, slots[least]) < 0)) break
      due[hole] = due[least]
      slots[hole] = slots[least]
      hole = least
    }
    due[hole] = at
    slots[hole] = moved
  }

  #tie(left: number, right: number): number {
    return tieOrder(this.#wakeUps[left] as WakeUp, this.#wakeUps[right] as WakeUp)
  }

  #grow(): void {
    const capacity = this.#due.length * 2
    const due = new Float64Array(capacity)
    due.set(this.#due)
    const slots = Int32Array.from({ length: capacity }, (_, slot) => slot)
    slots.set(this.#slots)
    this.#due = due
    this.#slots = slots
  }
}

function tieOrder(left: WakeUp, right: WakeUp): number {
  return left.entity - right.entity || left.kind - right.kind
}
