import { setImmediate as breathe } from 'node:timers/promises'
import type { EventStore } from './event-store/port.ts'
import { readSlices, type Slice } from './event-store/reader.ts'
import type { Recorder } from './event-store/recorder.ts'
import { type Company, startOfDay } from './retail/company.ts'
import { type CompanySimulation, simulateCompany } from './retail/company-simulation.ts'
import { MODEL_VERSION } from './retail/model-version.ts'
import type { DomainEvent } from './simulation/domain-event.ts'
import { eventIdText, sameEventId } from './simulation/event-id.ts'
import type { Snapshots } from './snapshots.ts'

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
}

/**
 * The simulation at the end of the log: from the newest snapshot, the slices behind it are simulated again and compared with
 * the log, event by event.
 * @throws SimulationDiverged
 */
export async function resume({ company, store, recorder, snapshots, logId }: ResumeParts): Promise<CompanySimulation> {
  const snapshot = recorder.last && snapshots.newest(logId, MODEL_VERSION, recorder.last.number)
  const simulation = simulateCompany(company, snapshot?.state)
  if (snapshot === undefined) simulation.kernel.advance(startOfDay(company, company.startDay), [])
  for await (const slice of readSlices(store, snapshot?.position ?? 'start')) {
    const events: DomainEvent[] = []
    simulation.kernel.advance(slice.to, events)
    compare(slice, events)
    await breathe()
  }
  return simulation
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
