import { openRunStream } from '../../event-store/run-stream.ts'
import { RUN_STREAM } from '../../run-history.ts'
import type { ResolvedConfig } from '../../config/resolve.ts'
import type { CommandContext } from '../command.ts'
import { logUntil } from '../history/log-until.ts'
import { openExistingLog } from '../open-log.ts'
import { UsageError } from '../usage-error.ts'
import type { StoryAnswer } from '../../api/stories.ts'
import { answerWhy } from './answer.ts'
import type { EffectLimits } from './effects.ts'
import { resolveSubject } from './links.ts'
import { parseSubject, SUBJECT_FORMS } from './subject.ts'
import { toldLog } from './told-log.ts'

/** What is asked. */
export interface Question extends EffectLimits {
  /** A `trace_id`, `receipt_id`, `order_id`, `shipment_id` or `disruption_id`. */
  readonly name: string
}

/**
 * Answers from the log alone, also while another process writes it; undefined when the log does not have what is asked about.
 * @throws UsageError for a name of no known form.
 */
export async function why(
  resolved: ResolvedConfig,
  { name, depth }: Question,
  around: Pick<CommandContext, 'log' | 'signal'>,
): Promise<StoryAnswer | undefined> {
  const subject = parseSubject(name)
  if (subject === undefined) throw new UsageError([`why: got ${JSON.stringify(name)}, allowed: ${SUBJECT_FORMS}`])
  await using opened = await openExistingLog(resolved, around)
  const { lastSlice } = await openRunStream(opened.store, RUN_STREAM)
  const until = logUntil(opened.store, lastSlice?.to ?? 0, around.signal)
  const log = toldLog(opened.store, until, opened.resolved.config.returns.days)
  const asked = await resolveSubject(log, subject)
  return asked === undefined ? undefined : await answerWhy(log, asked, { depth })
}
