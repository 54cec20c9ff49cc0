import type { HistoryState } from '../../api/engine.ts'
import type { Database } from '../../database/connect.ts'
import type { CommandContext } from '../command.ts'
import { mayHaveLog } from '../event-log.ts'
import { openLog } from '../open-log.ts'
import { timeZone } from '../../time/time-zone.ts'
import { eventsBehind, readSliceList } from '../status/log-status.ts'
import { reachOf, zonesOfCompany } from '../status/status.ts'
import { zoneNames } from '../status/table-status.ts'

const NOTHING: HistoryState = { from: null, to: null, simulatedTo: null, events: 0 }

/** How far the log goes, asked of the log as it is now. */
export async function readHistoryState(context: CommandContext, database: Database): Promise<HistoryState> {
  const resolved = await context.config()
  if (!mayHaveLog(resolved.config)) return NOTHING
  await using log = await openLog(resolved, { readOnly: true, warn: context.log.warn, signal: context.signal })
  const { started, endDate } = log.history
  if (started === undefined) return NOTHING
  const slices = await readSliceList(log.store)
  const end = slices.at(-1)?.to
  const history = { ...log.history, started, endDate }
  const { from, to } = await reachOf(history, end, async () => {
    const names = await zoneNames(database.pool)
    return names.length > 0 ? names.map((name) => timeZone(name)) : zonesOfCompany(log.resolved.config, history)
  })
  return {
    from,
    to,
    simulatedTo: end === undefined ? null : new Date(end).toISOString(),
    events: eventsBehind(slices, 0),
  }
}
