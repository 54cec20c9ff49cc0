import { compact, duration } from '../progress.ts'
import type { Projected } from './project.ts'

/** What `project` has done, for people. */
export function projectedText({ rebuilt, events, rows, seconds, interrupted, tables }: Projected): string {
  if (interrupted) return 'Interrupted; what is missing follows with the next `tillstream project`.'
  if (events === 0 && rebuilt.length === 0) return 'Nothing to do: all tables are at the end of the log.'
  const width = Math.max(...Object.keys(tables).map((table) => table.length))
  const counts = Object.entries(tables).map(
    ([table, count]) => `  ${table.padEnd(width)}  ${count.toLocaleString('en').padStart(12)}`,
  )
  const what = `${compact(rows)} rows of ${compact(events)} events in ${duration(seconds)}`
  return [`Made ${what}; all tables are at the end of the log.`, ...counts].join('\n')
}
