import { openRunStream } from '../../event-store/run-stream.ts'
import { foundCompany } from '../../retail/found-company.ts'
import { RUN_STREAM } from '../../run-history.ts'
import { dayNumberOf } from '../../time/business-date.ts'
import type { CommandContext } from '../command.ts'
import type { GenerateTarget } from '../flags.ts'
import { mayHaveLog } from '../event-log.ts'
import { checkContinuable, dictionariesOf, openLog } from '../open-log.ts'
import { compact, duration } from '../progress.ts'
import { bytesText } from '../status/disk-use.ts'
import { type Estimate, estimate } from './estimate.ts'
import { firstIncompleteDay, targetDay } from './target.ts'

/** What `generate` with these flags would make, or null when there is nothing to do. Nothing is written. */
export async function dryRun(context: CommandContext, target: GenerateTarget): Promise<Estimate | null> {
  const resolved = await context.config()
  await using stack = new AsyncDisposableStack()
  const options = { readOnly: true, warn: context.log.warn, signal: context.signal }
  const log = mayHaveLog(resolved.config) ? stack.use(await openLog(resolved, options)) : undefined
  const { config } = log?.resolved ?? resolved
  const dictionaries = await dictionariesOf(config)
  const company = foundCompany(config, dictionaries)
  if (log !== undefined) checkContinuable(log.history, dictionaries, company)
  const lastSlice = log && (await openRunStream(log.store, RUN_STREAM)).lastSlice
  const end = firstIncompleteDay(company, lastSlice?.to)
  const endDate = log?.history.endDate
  const asked = endDate === undefined ? end : dayNumberOf(endDate)
  const until = targetDay(company, { target }, { end, asked }, context.host.now())
  return until > end ? estimate(company, end, until) : null
}

/** An estimate for people. */
export function estimateText(made: Estimate | null): string {
  if (made === null) return 'Nothing to do: history reaches that far.'
  const { from, to, days, visits, events, rows, tables, log_bytes: log, database_bytes: database, seconds } = made
  const width = Math.max(...Object.keys(tables).map((name) => name.length))
  const lines = Object.entries(tables).map(
    ([name, count]) => `  ${name.padEnd(width)}  ${count.toLocaleString('en').padStart(14)}`,
  )
  return [
    `Would make ${days === 1 ? `the business day ${from}` : `${days} business days, ${from} to ${to}`} (an estimate; nothing was written):`,
    `  ${compact(visits)} visits, ${compact(events)} events, ${compact(rows)} fact rows`,
    `  log ${bytesText(log)}, database ${bytesText(database)}`,
    `  about ${duration(seconds)} on two cores`,
    '',
    ...lines,
  ].join('\n')
}
