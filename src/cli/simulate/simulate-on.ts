import { join } from 'node:path'
import type { RecordedSlice } from '../../event-store/bookkeeping.ts'
import type { EventStore } from '../../event-store/port.ts'
import { readSlices } from '../../event-store/reader.ts'
import type { Projector } from '../../projection/projector.ts'
import { MODEL_VERSION } from '../../retail/model-version.ts'
import { type SliceEnds, sliceEnds } from '../../retail/slice-ends.ts'
import { type OnSlice, type Pacing, run } from '../../run.ts'
import { openSnapshots } from '../../snapshots.ts'
import type { SimTime } from '../../time/sim-time.ts'
import type { Plan, SimulatingParts } from './plan.ts'
import { type SimulationParts, type StartedSimulation, startAtEnd } from './start-simulation.ts'

/** What follows the simulation, and how far it goes. */
export interface Course {
  readonly until: SimTime
  readonly projector: Projector
  readonly logId: string
  readonly onSlice: OnSlice
  readonly signal: AbortSignal
  /** The simulation, when it was begun already. */
  readonly early?: StartedSimulation | null
  /** Where slices end, in place of their usual ends, and when they are recorded. */
  readonly pacing?: (usual: SliceEnds) => { readonly ends: SliceEnds; readonly pacing: Pacing }
}

/** Simulates from the end of the log, records, and keeps the tables up. */
export async function simulateOn(parts: Pick<SimulatingParts, 'log' | 'context'>, plan: Plan, course: Course) {
  const { company, recorder, from, desk } = plan
  const { store, resolved } = parts.log
  const { until, projector, logId, onSlice, signal } = course
  const { paths, performance: tuning } = resolved.config
  const snapshots = openSnapshots(join(paths.data, 'snapshots'))
  const end = { recorder, snapshots, logId, commands: desk.commands, signal, tell: parts.context.log.info }
  await using simulation = owned(course.early ?? (await startAtEnd(simulationOf(parts, plan), end)))
  await catchUp(store, projector, signal)
  const usual = sliceEnds(company, tuning.slice_events)
  const { ends = usual, pacing } = course.pacing?.(usual) ?? {}
  const running = {
    ...simulation,
    sliceEnds: ends,
    recorder,
    projector,
    requests: desk,
    pacing,
    saveSnapshot: ({ number: slice, upTo: position, to: now }: RecordedSlice, shares: readonly Uint8Array[]) =>
      snapshots.save({ logId, modelVersion: MODEL_VERSION, slice, position, now, shares }),
  }
  await run(running, { from, until, signal, onSlice })
}

/** What workers begin with. */
export function simulationOf({ log }: Pick<SimulatingParts, 'log'>, { company, dictionaries }: Plan): SimulationParts {
  const { max_workers: workers } = log.resolved.config.performance
  return { company, dictionaries, store: log.store, workers }
}

/** Ends the workers with the scope. */
export function owned(simulation: StartedSimulation): StartedSimulation & AsyncDisposable {
  return { ...simulation, [Symbol.asyncDispose]: () => simulation.shares[Symbol.asyncDispose]() }
}

/** Brings the tables to the end of the log. */
export async function catchUp(store: EventStore, projector: Projector, signal: AbortSignal): Promise<void> {
  for await (const slice of readSlices(store, projector.checkpoint, { signal })) await projector.handle(slice)
  await projector.settle()
}
