import { readSlices } from '../../event-store/reader.ts'
import { createPace, type Speed } from '../../time/pace.ts'
import type { CommandContext } from '../command.ts'
import { openDataDirectory } from '../data-directory.ts'
import { openExistingLog } from '../open-log.ts'
import { migrateTables, openDatabase } from '../open-tables.ts'
import { eventsBehind, readSliceList } from '../status/log-status.ts'
import { isFrom, type LogPoint, placeBefore } from './log-point.ts'
import { openSink, withDestination } from './open-sink.ts'
import { makePublisher, openRecords, wantedFaults, wantedTypes } from './publishing.ts'
import { type Published, runPublisher } from './run-publisher.ts'

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
  const resolved = await context.config()
  const config = withDestination(resolved.config, context.flags)
  const types = wantedTypes(config)
  wantedFaults(config)
  await using log = await openExistingLog(resolved, context)
  await using sink = await openSink(context, config)
  openDataDirectory(config.paths.data)
  await using database = await openDatabase(config, context.log)
  await migrateTables(database)
  await using records = await openRecords(context, { database, sink, logId: log.history.started.log_id })
  const slices = await readSliceList(log.store)
  const kept = await records.place()
  const start = from === undefined ? kept : placeBefore(from, slices)
  const pace = speed === 'max' ? undefined : createPace(speed)
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
    slices: (signal) => readSlices(log.store, position, { signal, live: follows }),
  })
  return { ...published, isNew: start === undefined }
}
