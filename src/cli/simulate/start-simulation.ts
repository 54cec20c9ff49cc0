import { availableParallelism } from 'node:os'
import type { Dictionaries } from '../../dictionaries/types.ts'
import type { EventStore } from '../../event-store/port.ts'
import type { Recorder } from '../../event-store/recorder.ts'
import { resume } from '../../resume.ts'
import type { Command } from '../../retail/commands/command.ts'
import { type Company, startOfDay } from '../../retail/company.ts'
import type { SimulationState } from '../../retail/company-simulation.ts'
import { eventDefinitions } from '../../retail/events.ts'
import { dealShares } from '../../retail/share.ts'
import type { Snapshots } from '../../snapshots.ts'
import type { SimTime } from '../../time/sim-time.ts'
import { zoneTables } from '../../time/time-zone.ts'
import { type Shares, startShares } from '../../workers/shares.ts'

/** What workers begin with. */
export interface SimulationParts {
  readonly company: Company
  readonly dictionaries: Dictionaries
  readonly store: EventStore
  /** Threads that the user wants; null fits them to the machine. */
  readonly workers: number | null
}

/** Where a log ends, and how to get there. */
export interface LogEnd {
  readonly recorder: Recorder
  readonly snapshots: Snapshots
  readonly logId: string
  readonly commands: readonly Command[]
  readonly signal: AbortSignal
  readonly tell: (line: string) => void
}

/** The company in motion, and how many events of the log no snapshot covers. */
export interface StartedSimulation {
  readonly shares: Shares
  readonly unsavedEvents: number
}

/** The company before its first day. It needs nothing from log and database: they are got ready meanwhile. */
export function startNew(parts: SimulationParts): StartedSimulation {
  const { company } = parts
  return { shares: deal(parts, startOfDay(company, company.startDay)), unsavedEvents: 0 }
}

/** The company at the end of the log. @throws as `resume` does. */
export async function startAtEnd(parts: SimulationParts, { recorder, ...end }: LogEnd): Promise<StartedSimulation> {
  const { company, store } = parts
  if (recorder.last === undefined) return startNew(parts)
  const { simulation, replayed } = await resume({ company, store, recorder, ...end })
  return { shares: deal(parts, recorder.last.to, simulation.snapshot()), unsavedEvents: replayed }
}

function deal(
  { company, dictionaries, store, workers }: SimulationParts,
  from: SimTime,
  state?: SimulationState,
): Shares {
  const typeNames = [...eventDefinitions.keys()]
  return startShares({
    config: company.config,
    dictionaries,
    master: company.master,
    root: company.root,
    shares: dealShares(company, workers ?? usualWorkers()),
    state,
    from,
    typeNames: store.packedTypes?.(typeNames) ?? typeNames,
    zoneTables: zoneTables(),
  })
}

/** More would wait for the one thread that records; each keeps a copy of the company. */
const MOST_USUAL_WORKERS = 8

/** One core is for recording, and for the database; the others simulate. */
function usualWorkers(): number {
  return Math.min(MOST_USUAL_WORKERS, Math.max(1, availableParallelism() - 1))
}
