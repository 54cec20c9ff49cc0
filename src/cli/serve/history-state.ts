import type { HistoryState } from '../../api/engine.ts'
import type { Database } from '../../database/connect.ts'
import { timeZone } from '../../time/time-zone.ts'
import type { CommandContext } from '../command.ts'
import { reachOf, zonesOfCompany } from '../status/status.ts'
import { zoneNames } from '../status/table-status.ts'
import type { LogIndex } from './log-index.ts'

const NOTHING: HistoryState = { from: null, to: null, simulatedTo: null, events: 0, isUnfinished: false }

/** How far the log goes, asked of the log as it is now. */
export async function readHistoryState(
  context: CommandContext,
  index: LogIndex,
  database: Database,
): Promise<HistoryState> {
  const facts = await index.facts()
  if (facts === undefined) return NOTHING
  const { started, endDate, to: end, events } = facts
  const history = { started, endDate, commands: [] }
  const reach = await reachOf(history, end, async () => {
    const names = await zoneNames(database.pool)
    const { config } = await context.config()
    return names.length > 0 ? names.map((name) => timeZone(name)) : zonesOfCompany(config, history)
  })
  return {
    from: reach.from,
    to: reach.to,
    simulatedTo: end === undefined ? null : new Date(end).toISOString(),
    events,
    isUnfinished: reach.unfinished_target !== null,
  }
}
