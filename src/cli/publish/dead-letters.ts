import { retryLetters, type SentLetters } from '../../publishing/retry-letters.ts'
import { publisherSettings } from '../../publishing/settings.ts'
import { MACHINE_CLOCK } from '../machine-clock.ts'
import type { CommandContext } from '../command.ts'
import { openPublishing } from './open-publishing.ts'

/** What became of the dead letters of a sink. */
export interface RetriedLetters extends SentLetters {
  readonly sink: string
  readonly interrupted: boolean
}

/** Sends the dead letters of a sink once more. */
export async function retryDeadLetters(context: CommandContext): Promise<RetriedLetters> {
  await using opened = await openPublishing(context)
  const { config, sink, records } = opened
  const { retry } = publisherSettings(config, () => false)
  const sent = await retryLetters({ sink, records, retry, clock: MACHINE_CLOCK }, context.signal)
  return { sink: sink.name, ...sent, interrupted: context.signal.aborted }
}
