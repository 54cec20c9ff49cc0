import type { ProposedEvent } from '../event-store/port.ts'
import type { DomainEvent } from '../simulation/domain-event.ts'
import type { Checkpoint, Place, Step } from './checkpoints.ts'
import type { Handler, Projection } from './projection.ts'
import type { ProjectableSlice } from './projector.ts'
import { type EncodedRows, type TableWriter, tableWriter } from './table-writer.ts'

/** One or more slices, ready to be committed together. */
export interface EncodedSlices {
  readonly step: Step
  /** Only tables that gain or change rows. */
  readonly tables: readonly EncodedRows[]
}

/** Applies projections to slices and collects their rows. Hot state. */
export interface SliceEncoder {
  /** Of what has not been taken. */
  readonly bytes: number
  /** Leaves out tables that have the slice. @throws RangeError when slices before it are missing. */
  add(slice: ProjectableSlice): void
  /** What was added since the last time; undefined when that is nothing. */
  take(): EncodedSlices | undefined
}

/** A table's place: what it had at the last `take`, and what it has now. */
interface Target {
  readonly writer: TableWriter
  readonly table: string
  taken: number
  added: number
  /** Whether the slice at hand is new to the table. */
  active: boolean
}

interface Route {
  readonly target: Target
  readonly handler: Handler
}

/** An encoder that continues each table from its place. */
export function createSliceEncoder(
  projections: readonly Projection[],
  places: ReadonlyMap<string, Place>,
): SliceEncoder {
  const targets: Target[] = []
  const routes = new Map<string, Route[]>()
  for (const projection of projections) {
    const { table, on } = projection
    const slice = places.get(table)?.slice ?? 0
    const target = { writer: tableWriter(projection), table, taken: slice, added: slice, active: false }
    targets.push(target)
    for (const [type, handler] of on) routes.set(type, [...(routes.get(type) ?? []), { target, handler }])
  }
  let end: Checkpoint | undefined
  return {
    get bytes() {
      return targets.reduce((sum, { writer }) => sum + writer.bytes, 0)
    },
    add(slice) {
      if (!enter(targets, slice.number)) return
      for (const event of slice.events) {
        const matching = routes.get(event.type)
        if (matching !== undefined) apply(matching, event)
      }
      end = { position: slice.upTo, slice: slice.number, simulatedTo: slice.to }
    },
    take() {
      if (end === undefined) return undefined
      const moved = targets.filter(({ taken, added }) => added > taken)
      const step = { from: moved.map(({ table, taken }) => ({ table, slice: taken })), to: end }
      for (const target of moved) target.taken = target.added
      end = undefined
      return { step, tables: moved.flatMap(({ writer }) => (writer.isEmpty ? [] : [writer.take()])) }
    },
  }
}

/** Marks the tables that lack the slice; false when none does. */
function enter(targets: readonly Target[], number: number): boolean {
  let any = false
  for (const target of targets) {
    target.active = target.added < number
    if (!target.active) continue
    if (target.added !== number - 1) {
      throw new RangeError(`${target.table} is at slice ${target.added}, so that slice ${number} cannot follow`)
    }
    any = true
  }
  if (any) for (const target of targets) if (target.active) target.added = number
  return any
}

function apply(routes: readonly Route[], event: ProposedEvent): void {
  for (let i = 0; i < routes.length; i++) {
    const { target, handler } = routes[i]
    if (!target.active) continue
    target.writer.begin(event)
    handler(event as DomainEvent, target.writer.changes)
  }
}
