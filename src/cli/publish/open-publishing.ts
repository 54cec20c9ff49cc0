import type { Config } from '../../config/schema.ts'
import type { EventStore } from '../../event-store/port.ts'
import type { PublisherRecords } from '../../publishing/records.ts'
import type { Sink } from '../../publishing/sink.ts'
import type { CommandContext } from '../command.ts'
import { openDataDirectory } from '../data-directory.ts'
import { openExistingLog } from '../open-log.ts'
import { migrateTables, openDatabase } from '../open-tables.ts'
import { openSink, withDestination } from './open-sink.ts'
import { openRecords } from './publishing.ts'
import { sendingConfig } from './sending-config.ts'

/** A log, the sink that it goes to, and what is kept of that; disposing closes them. */
export interface OpenPublishing extends AsyncDisposable {
  readonly config: Config
  readonly store: EventStore
  readonly sink: Sink
  readonly records: PublisherRecords
}

/** Opens what a publisher works with. @throws as the log, the sink and the database do. */
export async function openPublishing(context: CommandContext): Promise<OpenPublishing> {
  await using stack = new AsyncDisposableStack()
  const resolved = await sendingConfig(context)
  const config = withDestination(resolved.config, context.flags)
  const log = stack.use(await openExistingLog(resolved, context))
  const sink = stack.use(await openSink(context, config))
  openDataDirectory(config.paths.data)
  const database = stack.use(await openDatabase(config, context.log))
  await migrateTables(database)
  const records = stack.use(await openRecords(context, { database, sink, logId: log.history.started.log_id }))
  const owned = stack.move()
  return { config, store: log.store, sink, records, [Symbol.asyncDispose]: () => owned.disposeAsync() }
}
