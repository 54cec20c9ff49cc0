import { readSlices } from '../../event-store/reader.ts'
import { createPace, type Speed } from '../../time/pace.ts'
import type { CommandContext } from '../command.ts'
import { eventsBehind, readSliceList } from '../status/log-status.ts'
import { MACHINE_CLOCK } from '../machine-clock.ts'
import { assertWithin, isFrom, type LogPoint, placeBefore } from './log-point.ts'
import { openPublishing } from './open-publishing.ts'
import { makePublisher, wantedFaults, wantedTypes } from './publishing.ts'
import { type Published, runPublisher } from './run-publisher.ts'
import { sendingConfig } from './sending-config.ts'

/** What a call of `publish` is asked for. */
export interface PublishTask {
  readonly speed: Speed
  /** Where to begin in place of the checkpoint. */
  readonly from: LogPoint | undefined
  /** Whether to go on with what is recorded later. */
  readonly follows: boolean
}

/** Forwards the log to the sink from its checkpoint, as fast as the sink takes it or paced by simulated time. */
export async function publish(
  context: CommandContext,
  { speed, from, follows }: PublishTask,
): Promise<Published & { readonly isNew: boolean }> {
  const { config: wanted } = await sendingConfig(context)
  const types = wantedTypes(wanted)
  wantedFaults(wanted)
  await using opened = await openPublishing(context)
  const { config, store, sink, records } = opened
  const slices = await readSliceList(store)
  if (from !== undefined) assertWithin(from, slices)
  const kept = await records.place()
  const start = from === undefined ? kept : placeBefore(from, slices)
  const pace = speed === 'max' ? undefined : createPace(speed, MACHINE_CLOCK)
  const publisher = await makePublisher(context, {
    config,
    types,
    sink,
    records,
    start: start ?? placeBefore({ at: 'end' }, slices),
    isMeant: (event) => from === undefined || isFrom(from, event),
    pace,
  })
  const { position, slice, eventsDone } = publisher.place
  const published = await runPublisher(context, {
    name: sink.name,
    publisher,
    pace,
    config,
    total: follows ? undefined : eventsBehind(slices, slice) - eventsDone,
    slices: (signal) => readSlices(store, position, { signal, live: follows }),
  })
  return { ...published, isNew: start === undefined }
}
