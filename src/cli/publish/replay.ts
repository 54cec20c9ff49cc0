import { type Slice, readSlices } from '../../event-store/reader.ts'
import { createPace, type Speed } from '../../time/pace.ts'
import type { CommandContext } from '../command.ts'
import { openExistingLog } from '../open-log.ts'
import { eventsBehind, readSliceList } from '../status/log-status.ts'
import { UsageError } from '../usage-error.ts'
import { MACHINE_CLOCK } from '../machine-clock.ts'
import { assertWithin, isFrom, type LogPoint, placeBefore } from './log-point.ts'
import { openSink } from './open-sink.ts'
import { makePublisher, wantedTypes } from './publishing.ts'
import { type Published, runPublisher } from './run-publisher.ts'
import { sendingConfig } from './sending-config.ts'

/** What a call of `replay` is asked for: the events from one point on and before another. */
export interface ReplayTask {
  readonly speed: Speed
  readonly from: LogPoint
  readonly to: LogPoint
  readonly replayId: string | undefined
}

/** Sends a part of the log once more. Nothing is written down: no tables, no checkpoint, no dead letters. */
export async function replay(context: CommandContext, { speed, from, to, replayId }: ReplayTask): Promise<Published> {
  if ('time' in from && 'time' in to && to.time <= from.time) throw emptyRange('time')
  if ('position' in from && 'position' in to && to.position <= from.position) throw emptyRange('position')
  const resolved = await sendingConfig(context)
  const { config } = resolved
  const types = wantedTypes(config)
  await using log = await openExistingLog(resolved, context)
  await using sink = await openSink(context, config)
  const slices = await readSliceList(log.store)
  assertWithin(from, slices)
  const [start, end] = [placeBefore(from, slices), placeBefore(to, slices)]
  const pace = speed === 'max' ? undefined : createPace(speed, MACHINE_CLOCK)
  const publisher = await makePublisher(context, {
    config,
    types,
    sink,
    records: undefined,
    start,
    isMeant: (event) => isFrom(from, event) && (isEnd(to) || !isFrom(to, event)),
    pace,
    replayId,
  })
  const last = end.slice + (isEnd(to) ? 0 : 1)
  return await runPublisher(context, {
    name: sink.name,
    publisher,
    pace,
    config,
    total: eventsBehind(slices, start.slice) - eventsBehind(slices, last),
    slices: (signal) => through(readSlices(log.store, start.position, { signal }), last),
  })
}

function isEnd(point: LogPoint): boolean {
  return 'at' in point && point.at === 'end'
}

function emptyRange(what: string): UsageError {
  return new UsageError([`--to: allowed: a ${what} behind that of --from`])
}

async function* through(slices: AsyncIterable<Slice>, last: number): AsyncGenerator<Slice> {
  for await (const slice of slices) {
    if (slice.number > last) return
    yield slice
    if (slice.number === last) return
  }
}
