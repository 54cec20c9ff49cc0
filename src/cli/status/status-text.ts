import { bytesText } from './disk-use.ts'
import type { DatabaseStatus, ReaderStatus, Status } from './status.ts'
import type { TableRows } from './table-status.ts'

const LABEL_WIDTH = 12

function line(label: string, text: string): string {
  return `${label.padEnd(LABEL_WIDTH)}${text}`
}

function amount(value: number, unit: string): string {
  return `${value.toLocaleString('en')} ${unit}${value === 1 ? '' : 's'}`
}

function historyText({ writer, history: { from, to, unfinished_target: target } }: Status): string {
  const reach = to === null ? `begins on ${from}; no business day is complete yet` : `${from} to ${to}`
  if (target === null) return reach
  return `${reach}; on its way to ${target}${writer === null ? ': `tillstream generate` goes on' : ''}`
}

function writerText({ writer }: Status): string {
  return writer === null
    ? 'nobody'
    : `process ${writer.pid ?? 'unknown'}${writer.since ? `, since ${writer.since}` : ''}`
}

/** How a data directory stands, for people. */
export function statusText(status: Status): string {
  const { data, log, database, disk_bytes: disk } = status
  return [
    line('Data', data),
    line('History', historyText(status)),
    line('Log', `${amount(log.events, 'event')} in ${amount(log.slices, 'slice')}, ${log.place}`),
    line('Writing', writerText(status)),
    line(
      'Disk',
      `log ${bytesText(disk.log)}, database ${bytesText(disk.database)}, snapshots ${bytesText(disk.snapshots)}`,
    ),
    ...databaseLines(database),
    ...typeLines(log.types),
  ].join('\n')
}

function databaseLines(database: Status['database']): readonly string[] {
  if (database === null) return [line('Tables', 'none yet: `tillstream project` makes them')]
  if ('problem' in database) return [line('Tables', database.problem)]
  return [...readerLines(database.readers), ...sinkLines(database.sinks), '', ...tableLines(database.tables)]
}

function typeLines(types: Status['log']['types']): readonly string[] {
  if (types === undefined) return []
  const width = Math.max(0, ...Object.keys(types).map((name) => name.length))
  const lines = Object.entries(types).map(
    ([name, events]) => `${name.padEnd(width)}  ${events.toLocaleString('en').padStart(14)}`,
  )
  return ['', 'Events by type', ...lines]
}

/** The tables of one projector, which stand at the same place as a rule, share a line. */
function readerLines(readers: DatabaseStatus['readers']): readonly string[] {
  const groups = Map.groupBy(readers, ({ reader, slice }) => `${reader.replace(/:.*/, '')} ${slice}`)
  return [...groups.values()].map((group, index) => line(index === 0 ? 'Readers' : '', readerText(group)))
}

function sinkLines(sinks: DatabaseStatus['sinks']): readonly string[] {
  return sinks.map(({ sink, lag_events: events, dead_letters: letters }, index) => {
    const dead = letters === 0 ? '' : `; ${amount(letters, 'dead letter')}`
    return line(index === 0 ? 'Published' : '', `${sink}: ${amount(events, 'event')} behind${dead}`)
  })
}

function readerText(group: readonly ReaderStatus[]): string {
  const [{ reader, slice, lag_slices: slices, lag_events: events }] = group as [ReaderStatus]
  const who = group.length === 1 ? reader : `${reader.replace(/:.*/, '')} of ${group.length} tables`
  if (slices === 0) return `${who}: at the end of the log`
  return `${who}: at slice ${slice}, ${amount(slices, 'slice')} (${amount(events, 'event')}) behind`
}

function tableLines(tables: Readonly<Record<string, TableRows>>): readonly string[] {
  const entries = Object.entries(tables)
  const width = Math.max(...entries.map(([name]) => name.length))
  return entries.map(([name, { rows, exact }]) => {
    const count = `${exact ? '' : '~'}${rows.toLocaleString('en')}`
    return `${name.padEnd(width)}  ${count.padStart(14)}`
  })
}
