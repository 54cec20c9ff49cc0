import { randomUUID } from 'node:crypto'
import type { GenerationKind, Operation } from '../../api/engine.ts'

const BEGINNINGS = { dimensions: 'the company is being made', fact: 'history is being simulated' } as const

/** The last operation of each kind. */
export class Operations {
  readonly #now: () => number
  readonly #last = new Map<GenerationKind, Operation>()
  #sequence = 0

  /** `now` in milliseconds since the Unix epoch. */
  constructor(now: () => number) {
    this.#now = now
  }

  get(kind: GenerationKind): Operation | undefined {
    return this.#last.get(kind)
  }

  find(id: string): Operation | undefined {
    return [...this.#last.values()].find((operation) => operation.id === id)
  }

  isRunning(): boolean {
    return [...this.#last.values()].some(({ status }) => status === 'running')
  }

  begin(kind: GenerationKind): Operation {
    const now = this.#now()
    const operation: Operation = {
      id: `${kind}_${randomUUID().slice(0, 8)}`,
      kind,
      status: 'running',
      progress: 0,
      startedAt: now,
      updatedAt: now,
      sequence: ++this.#sequence,
      message: BEGINNINGS[kind],
      at: null,
      events: 0,
      tables: {},
      error: null,
    }
    this.#last.set(kind, operation)
    return operation
  }

  note(kind: GenerationKind, change: Partial<Operation>): void {
    const before = this.#last.get(kind)
    if (before === undefined) return
    this.#last.set(kind, { ...before, ...change, updatedAt: this.#now(), sequence: ++this.#sequence })
  }

  finish(kind: GenerationKind, error: string | undefined, wasInterrupted: boolean): void {
    if (error !== undefined) this.note(kind, { status: 'failed', message: 'it failed', error })
    else if (wasInterrupted)
      this.note(kind, { status: 'cancelled', message: 'cancelled; the next one goes on from here' })
    else this.note(kind, { status: 'completed', progress: 1, message: 'done' })
  }

  clear(): void {
    this.#last.clear()
  }
}
