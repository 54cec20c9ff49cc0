import { setImmediate as breathe } from 'node:timers/promises'
import type { EventStore } from './event-store/port.ts'
import { readSlices, type Slice } from './event-store/reader.ts'
import type { Recorder } from './event-store/recorder.ts'
import type { Command } from './retail/commands/command.ts'
import { type Company, startOfDay } from './retail/company.ts'
import { type CompanySimulation, simulateCompany } from './retail/company-simulation.ts'
import { MODEL_VERSION } from './retail/model-version.ts'
import { joinShares } from './retail/share.ts'
import type { DomainEvent } from './simulation/domain-event.ts'
import { eventIdText, sameEventId } from './simulation/event-id.ts'
import type { Snapshot, Snapshots } from './snapshots.ts'

/** The simulation does not lead to what the log holds; the log is kept as it is. */
export class SimulationDiverged extends Error {
  override readonly name = 'SimulationDiverged'
}

/** What continuing needs. */
export interface ResumeParts {
  readonly company: Company
  readonly store: EventStore
  readonly recorder: Recorder
  readonly snapshots: Snapshots
  readonly logId: string
  /** What was asked of the company while it ran. */
  readonly commands: readonly Command[]
  readonly signal: AbortSignal
  /** Hears what takes time: how many slices are simulated again. */
  readonly tell: (line: string) => void
}

/** The simulation at the end of the log. */
export interface Resumed {
  readonly simulation: CompanySimulation
  /** Events that were simulated again, because no snapshot holds what they led to. */
  readonly replayed: number
}

/**
 * The simulation at the end of the log: from the newest snapshot, the slices behind it are simulated again and compared with
 * the log, event by event.
 * @throws SimulationDiverged; the signal's reason when it is aborted.
 */
export async function resume(parts: ResumeParts): Promise<Resumed> {
  const { company, store, recorder, signal } = parts
  const snapshot = await newestSnapshot(parts)
  const simulation = simulateCompany(company, snapshot && joinShares(company, snapshot.shares))
  if (snapshot === undefined) simulation.kernel.advance(startOfDay(company, company.startDay), [])
  const again = (recorder.last?.number ?? 0) - (snapshot?.slice ?? 0)
  if (again > 0) parts.tell(`simulating ${again} ${again === 1 ? 'slice' : 'slices'} again that no snapshot covers`)
  let replayed = 0
  for await (const slice of readSlices(store, snapshot?.position ?? 'start', { signal })) {
    const events: DomainEvent[] = []
    for (const command of parts.commands) {
      if (command.effectiveAt >= slice.from && command.effectiveAt < slice.to) simulation.accept(command)
    }
    simulation.kernel.advance(slice.to, events)
    compare(slice, events)
    replayed += events.length
    await breathe()
  }
  signal.throwIfAborted()
  return { simulation, replayed }
}

/** The newest snapshot that was taken at an end of a slice of this very log, which may be an older copy of itself. */
async function newestSnapshot({ store, recorder, snapshots, logId }: ResumeParts): Promise<Snapshot | undefined> {
  const { last } = recorder
  if (last === undefined) return undefined
  for (const snapshot of snapshots.candidates(logId, MODEL_VERSION, last.number)) {
    const { slice, position, now } = snapshot
    if (slice === last.number) {
      if (position === last.upTo && now === last.to) return snapshot
      continue
    }
    const { value: next } = await readSlices(store, position)[Symbol.asyncIterator]().next()
    if (next?.number === slice + 1 && next.from === now) return snapshot
  }
  return undefined
}

function compare(slice: Slice, events: readonly DomainEvent[]): void {
  const length = Math.max(events.length, slice.events.length)
  for (let i = 0; i < length; i++) {
    const logged = slice.events[i]
    const simulated = events[i]
    if (logged !== undefined && simulated !== undefined && sameEventId(logged.id, simulated.id)) continue
    const inLog = logged === undefined ? 'nothing' : `${logged.type} ${eventIdText(logged.id)}`
    const here = simulated === undefined ? 'nothing' : `${simulated.type} ${eventIdText(simulated.id)}`
    throw new SimulationDiverged(
      `the simulation does not lead to this log: event ${i + 1} of slice ${slice.number} is ${inLog} in the log and ${here} now. ` +
        'The log was written by another version of Tillstream or with other dictionaries; continue it with those, or begin another with --data',
    )
  }
}
