import { projections } from '../../projections/index.ts'
import { listedTypes } from '../event-store/packed-row.ts'
import { streamPacker } from '../event-store/packed-streams.ts'
import { eventEncoder } from '../projection/event-encoder.ts'
import { makeCompany } from '../retail/company.ts'
import { simulateCompany } from '../retail/company-simulation.ts'
import { ownState, toldBy } from '../retail/share.ts'
import type { DomainEvent } from '../simulation/domain-event.ts'
import { encodeState } from '../snapshots.ts'
import { takeZoneTables } from '../time/time-zone.ts'
import { BufferPool } from './buffer-pool.ts'
import type { ShareSlice, ShareStart, SliceOrder } from './messages.ts'

/** A share of the company in motion, as a worker has it. */
export interface SimulatedShare {
  /** Everything up to, not including, `to` since the last time; `spare` buffers may be written to. */
  simulate(order: SliceOrder, spare: readonly ArrayBuffer[]): ShareSlice
  /** The state as it is now. */
  save(): Uint8Array<ArrayBuffer>
}

/** Makes the company and brings the share to where slices begin. */
export function simulateShare(start: ShareStart): SimulatedShare {
  const { config, dictionaries, master, root, share, state, from, typeNames } = start
  takeZoneTables(start.zoneTables)
  const company = makeCompany(config, dictionaries, master, root)
  const simulation = simulateCompany(company, state, share)
  const { kernel, streamEndings } = simulation
  kernel.advance(from, [])
  const pool = new BufferPool()
  const taken: ArrayBuffer[] = []
  const allocate = (bytes: number) => {
    const room = pool.take(bytes)
    taken.push(room.buffer)
    return room
  }
  const endsStream = (type: string) => streamEndings.has(type)
  const pack = streamPacker({ types: listedTypes(typeNames), endsStream, allocate })
  const encode = eventEncoder(projections, allocate)
  return {
    simulate({ to, commands }, spare) {
      const began = performance.now()
      pool.add(spare)
      for (const command of commands) simulation.accept(command)
      const events: DomainEvent[] = []
      kernel.advance(to, events)
      const told = toldBy(company, share, events)
      const log = pack(told)
      const tables = encode(told)
      const [logBuffer, tablesBuffer] = taken.splice(0)
      const types = countByType(told)
      return { log, tables, types, buffers: { log: logBuffer, tables: tablesBuffer }, ms: performance.now() - began }
    },
    save: () => encodeState(ownState(company, share, simulation.snapshot())),
  }
}

function countByType(events: ReadonlyArray<Pick<DomainEvent, 'type'>>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { type } of events) counts.set(type, (counts.get(type) ?? 0) + 1)
  return counts
}
