import { CircuitBreaker } from '../../publishing/delivery/circuit-breaker.ts'
import { createDelivery } from '../../publishing/delivery/deliver.ts'
import type { DeadLetter, PublisherRecords } from '../../publishing/records.ts'
import { publisherSettings } from '../../publishing/settings.ts'
import { MACHINE_CLOCK } from '../../time/pace.ts'
import type { CommandContext } from '../command.ts'
import { openDataDirectory } from '../data-directory.ts'
import { openExistingLog } from '../open-log.ts'
import { migrateTables, openDatabase } from '../open-tables.ts'
import { openSink, withDestination } from './open-sink.ts'
import { openRecords } from './publishing.ts'

/** What became of the dead letters of a sink. */
export interface RetriedLetters {
  readonly sink: string
  readonly sent: number
  /** Those that the sink still does not take. */
  readonly left: number
  readonly interrupted: boolean
}

/** Sends the dead letters of a sink once more, oldest first; those that it takes are forgotten. */
export async function retryDeadLetters(context: CommandContext): Promise<RetriedLetters> {
  const resolved = await context.config()
  const config = withDestination(resolved.config, context.flags)
  await using log = await openExistingLog(resolved, context)
  await using sink = await openSink(context, config)
  openDataDirectory(config.paths.data)
  await using database = await openDatabase(config, context.log)
  await migrateTables(database)
  await using records = await openRecords(context, { database, sink, logId: log.history.started.log_id })
  const { retry, breaker } = publisherSettings(config, () => false)
  const clock = MACHINE_CLOCK
  const deliver = createDelivery({
    sink,
    breaker: breaker && new CircuitBreaker({ ...breaker, clock }),
    retry,
    clock,
    onFailure: () => undefined,
  })
  const letters = await records.deadLetters()
  let sent = 0
  for (const letter of letters) {
    if (context.signal.aborted) break
    const { eventId: id, eventType: type, partitionKey, envelope: json } = letter
    const delivered = await deliver(0, [{ id, type, partitionKey, json }], context.signal)
    if ('confirmed' in delivered) sent++
    await settle(records, letter, delivered)
  }
  return { sink: sink.name, sent, left: letters.length - sent, interrupted: context.signal.aborted }
}

async function settle(
  records: PublisherRecords,
  letter: DeadLetter,
  delivered: { readonly confirmed: number } | { readonly rejected: string },
): Promise<void> {
  if ('confirmed' in delivered) await records.forgetDeadLetter(letter.eventId)
  else await records.keepDeadLetter({ ...letter, reason: delivered.rejected })
}
