import type { Config } from '../../config/schema.ts'
import { longestVisit } from '../../retail/traffic/longest-visit.ts'
import type { RunStarted } from '../../run-history.ts'
import type { LogIndex } from './log-index.ts'

/** Milliseconds that no visit in a log lasts longer than. */
export function longestVisitOf({ config }: RunStarted): number {
  return longestVisit(config as unknown as Config)
}

/** The same of the log as it is now; before there is one, as it would be. */
export async function longestVisitNow(config: Config, index: LogIndex): Promise<number> {
  const facts = await index.facts()
  return facts === undefined ? longestVisit(config) : longestVisitOf(facts.started)
}
