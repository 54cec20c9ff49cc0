import type { WakeUp } from './wake-up.ts'

const FIRST_CAPACITY = 1024

/**
 * Future work by (due, entity, kind): a 4-ary heap whose due times lie in a typed array, so that sifting touches no objects
 * except on ties. Push and pop are O(log n).
 */
export class EventList {
  #due = new Float64Array(FIRST_CAPACITY)
  #wakeUps: WakeUp[] = []
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
    const wakeUps = this.#wakeUps
    const at = wakeUp.due
    let hole = this.#size++
    while (hole > 0) {
      const parent = (hole - 1) >> 2
      const above = due[parent]
      if (above < at || (above === at && tieOrder(wakeUps[parent], wakeUp) < 0)) break
      due[hole] = above
      wakeUps[hole] = wakeUps[parent]
      hole = parent
    }
    due[hole] = at
    wakeUps[hole] = wakeUp
  }

  /** Takes the earliest. @throws when the list is empty. */
  pop(): WakeUp {
    if (this.#size === 0) throw new Error('the event list is empty')
    const wakeUps = this.#wakeUps
    const first = wakeUps[0]
    const last = wakeUps[--this.#size]
    wakeUps.length = this.#size
    if (this.#size > 0) this.#sink(last)
    return first
  }

  /** Everything pending, in the order in which it will be due. */
  toSorted(): WakeUp[] {
    return this.#wakeUps.toSorted((left, right) => left.due - right.due || tieOrder(left, right))
  }

  #sink(moved: WakeUp): void {
    const due = this.#due
    const wakeUps = this.#wakeUps
    const size = this.#size
    const at = moved.due
    let hole = 0
    for (let child = 1; child < size; child = hole * 4 + 1) {
      const end = Math.min(child + 4, size)
      let least = child
      for (let other = child + 1; other < end; other++) {
        if (due[other] < due[least] || (due[other] === due[least] && tieOrder(wakeUps[other], wakeUps[least]) < 0)) {
          least = other
        }
      }
      if (at < due[least] || (at === due[least] && tieOrder(moved, wakeUps[least]) < 0)) break
      due[hole] = due[least]
      wakeUps[hole] = wakeUps[least]
      hole = least
    }
    due[hole] = at
    wakeUps[hole] = moved
  }

  #grow(): void {
    const wider = new Float64Array(this.#due.length * 2)
    wider.set(this.#due)
    this.#due = wider
  }
}

function tieOrder(left: WakeUp, right: WakeUp): number {
  return left.entity - right.entity || left.kind - right.kind
}
