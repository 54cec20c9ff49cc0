import { randomUUID } from 'node:crypto'
import { digestLog } from '../../digest/log-digest.ts'
import type { EventStore, RecordedEvent } from '../../event-store/port.ts'
import { openRunStream } from '../../event-store/run-stream.ts'
import { STREAM_ENDINGS } from '../../retail/events.ts'
import { RUN_STREAM, type RunStarted, readRunHistory } from '../../run-history.ts'
import type { CommandContext } from '../command.ts'
import { openDataDirectory } from '../data-directory.ts'
import { logPlace, openEventLog, openServer, withLogAt } from '../event-log.ts'
import { logUntil } from '../history/log-until.ts'
import { openExistingLog, type StartedHistory } from '../open-log.ts'
import { UsageError } from '../usage-error.ts'
import { acquireWriter } from '../writer-lock.ts'
import { AnotherLog, type Copied, copyLog } from './copy.ts'

/** What a call has done. */
export interface CopiedLog extends Copied {
  readonly from: string
  readonly to: string
  readonly interrupted: boolean
  /** SHA-256 of the log, the same on both sides; null when the copy is not complete. */
  readonly sha256: string | null
  /** Whether the digests of both are the same. */
  readonly equal: boolean
}

/** Copies the log to a server or into a data directory, and compares. */
export async function copyTheLog(context: CommandContext): Promise<CopiedLog> {
  const { to } = context.flags
  if (typeof to !== 'string') {
    throw new UsageError(['copy-log: --to is missing, allowed: esdb://HOST:PORT, or a directory'])
  }
  const { signal } = context
  await using stack = new AsyncDisposableStack()
  const source = stack.use(await openExistingLog(await context.config(), context))
  const { config } = source.resolved
  const target = await openTarget(context, stack, to)
  if (target.place === logPlace(config)) throw new UsageError([`copy-log: --to names the log itself, ${target.place}`])
  const { started } = source.history
  const told = telling(started, (await readRunHistory(target.store)).started)
  const progress = context.progress({ label: 'copy-log', unit: 'events' })
  const { lastSlice } = await openRunStream(source.store, RUN_STREAM)
  const [begin, end] = [Date.parse(started.start_date), lastSlice?.to ?? 0]
  const onSlice = ({ to: at, events }: { to: number; events: number }) =>
    progress.update({ share: Math.min(1, Math.max(0, (at - begin) / (end - begin))), count: events })
  try {
    const parts = { source: source.store, target: target.store, streamEndings: STREAM_ENDINGS, told, signal, onSlice }
    const copied = await copyLog(parts)
    const places = { from: logPlace(config), to: target.place }
    if (signal.aborted) return { ...copied, ...places, interrupted: true, sha256: null, equal: false }
    const [ours, theirs] = await Promise.all(
      [source.store, target.store].map((store) => digestLog(logUntil(store, end, signal))),
    )
    const equal = ours.sha256 === theirs.sha256
    if (signal.aborted) return { ...copied, ...places, interrupted: true, sha256: null, equal: false }
    return { ...copied, ...places, interrupted: false, sha256: equal ? ours.sha256 : null, equal }
  } catch (error) {
    if (!(error instanceof AnotherLog)) throw error
    throw new UsageError([`copy-log: ${target.place} ${error.message}; it was left as it is`])
  } finally {
    progress.finish()
  }
}

interface Target {
  readonly store: EventStore
  readonly place: string
}

async function openTarget(context: CommandContext, stack: AsyncDisposableStack, to: string): Promise<Target> {
  const { config } = await context.config()
  const target = withLogAt(config, to, context.host.cwd)
  const { url } = target.event_store
  if (url === null && /^(esdb|kurrentdb)(\+discover)?:/.test(to)) {
    throw new UsageError([`copy-log: --to: got ${to}, allowed: esdb://HOST:PORT[?tls=false], or a directory`])
  }
  if (/^[^/\\]+:\d+$/.test(to)) throw new UsageError([`copy-log: --to: got ${to}; did you mean esdb://${to}?`])
  const options = { warn: context.log.warn, signal: context.signal }
  const place = logPlace(target)
  if (url !== null) return { store: stack.use(await openServer(url, { key: '--to', ...options })), place }
  openDataDirectory(target.paths.data)
  stack.use(acquireWriter(target.paths.data))
  return { store: stack.use(await openEventLog(target, { readOnly: false, ...options })), place }
}

/**
 * The copy has an id of its own, because tables and snapshots keep positions, which are others there; and it says of which log
 * it is a copy. A log that is copied back where it came from has its own id there already.
 */
function telling(source: StartedHistory['started'], target: RunStarted | undefined): (event: RecordedEvent) => object {
  const isRelated = target !== undefined && familyOf(target).some((id) => familyOf(source).includes(id))
  const { copied_from, ...rest } = source
  const copy = { ...rest, log_id: randomUUID(), copied_from: copied_from ?? source.log_id }
  const started = isRelated ? target : copy
  return ({ type, data }) => (type === 'simulation_started' ? started : data)
}

function familyOf({ log_id, copied_from }: RunStarted): string[] {
  return copied_from === undefined ? [log_id] : [log_id, copied_from]
}

function count(value: number, unit: string): string {
  return `${value.toLocaleString('en')} ${unit}${value === 1 ? '' : 's'}`
}

/** The same for people. */
export function copiedText({ from, to, slices, events, before, interrupted, equal, sha256 }: CopiedLog): string {
  const had = before === 0 ? '' : `; ${count(before, 'slice')} ${before === 1 ? 'was' : 'were'} there already`
  const done = `Copied ${count(slices, 'slice')} with ${count(events, 'event')} from ${from} to ${to}${had}.`
  if (interrupted) return `${done}\nInterrupted: the same command goes on.`
  return equal ? `${done}\nBoth have the digest ${sha256}` : `${done}\nTheir digests differ: the copy is not the log.`
}
