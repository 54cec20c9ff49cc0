import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import type { ServerWritableStream } from '@grpc/grpc-js'
import type * as StreamsPb from '@eventstore/db-client/generated/streams_pb.js'
import type { MemoryLog, StoredEvent } from './memory-log.ts'
import { identifierOf, nameOf, streams, uuidOf } from './messages.ts'

type Options = StreamsPb.ReadReq.Options
type ReadCall = ServerWritableStream<StreamsPb.ReadReq, StreamsPb.ReadResp>

/** A server searches so far before it tells a filtered subscription where it is. */
const DEFAULT_WINDOW = 32

/** What servers before 22.6 send with the events of a stream. */
const NO_POSITION = '18446744073709551615'

/** Reads and subscriptions: of one stream or of all. */
export function read(log: MemoryLog, isOld: boolean): (call: ReadCall) => void {
  return (call) => {
    call.on('error', () => undefined)
    void answer(log, call, isOld).then(
      () => call.end(),
      (error: unknown) => call.destroy(error as Error),
    )
  }
}

async function answer(log: MemoryLog, call: ReadCall, isOld: boolean): Promise<void> {
  const options = call.request.getOptions()
  if (options === undefined) throw new Error('a read has options')
  const all = options.getAll()
  if (all !== undefined && options.hasSubscription()) return await subscription(log, call, options)
  const name = nameOf(options.getStream()?.getStreamIdentifier())
  const events = all === undefined ? log.stream(name) : log.all
  if (events === undefined) return void call.write(notFound(name))
  const from = all === undefined ? placeInStream(options, events) : placeInAll(log, options)
  const isBackwards = options.getReadDirection() === streams.ReadReq.Options.ReadDirection.BACKWARDS
  const end = events.length
  let left = Number(options.getCount())
  for (let at = from; left > 0 && at >= 0 && at < end; at += isBackwards ? -1 : 1, left--) {
    const event = events[at]
    const position = isOld && all === undefined ? NO_POSITION : String(event.position)
    if (!(await send(call, eventMessage(event, position)))) return
  }
}

function placeInStream(options: Options, events: readonly StoredEvent[]): number {
  const stream = options.getStream()
  if (stream?.hasEnd()) return events.length - 1
  return stream?.hasRevision() ? Number(stream.getRevision()) : 0
}

function placeInAll(log: MemoryLog, options: Options): number {
  const all = options.getAll()
  if (all?.hasEnd()) return log.all.length - 1
  return all?.hasPosition() ? log.placeFrom(Number(all.getPosition()?.getCommitPosition())) : 0
}

/** Exclusive of the position it starts from, unlike a read. */
async function subscription(log: MemoryLog, call: ReadCall, options: Options): Promise<void> {
  const start = options.getAll()?.getPosition()
  const passes = filterOf(options)
  const window = options.getFilter()?.getMax() || DEFAULT_WINDOW
  let at = placeInAll(log, options)
  if (start !== undefined && log.all[at]?.position === Number(start.getCommitPosition())) at++
  if (options.getAll()?.hasEnd()) at = log.all.length
  if (!(await send(call, confirmation()))) return
  let searched = 0
  let isLive = false
  while (!call.cancelled && !call.destroyed) {
    const event = log.all[at]
    if (event === undefined) {
      if (!isLive && !(await send(call, caughtUp()))) return
      isLive = true
      await appended(log, call, at)
      continue
    }
    at++
    if (passes(event) && !(await send(call, eventMessage(event)))) return
    if (options.hasFilter() && ++searched % window === 0 && !(await send(call, checkpoint(event)))) return
  }
}

/** Waits until there is something at a place, or nobody listens any more. */
async function appended(log: MemoryLog, call: ReadCall, place: number): Promise<void> {
  await new Promise<void>((resolve) => {
    const done = () => {
      stop()
      call.off('cancelled', done).off('close', done)
      resolve()
    }
    const stop = log.listen(done)
    call.on('cancelled', done).on('close', done)
    if (log.all.length > place || call.cancelled) done()
  })
}

function filterOf(options: Options): (event: StoredEvent) => boolean {
  const filter = options.getFilter()
  if (filter === undefined) return () => true
  const onStream = filter.getStreamIdentifier()
  const expression = onStream ?? filter.getEventType()
  const prefixes = expression?.getPrefixList() ?? []
  const regex = expression?.getRegex() ? new RegExp(expression.getRegex()) : undefined
  return ({ stream, type }) => {
    const text = onStream === undefined ? type : stream
    return regex?.test(text) ?? prefixes.some((prefix) => text.startsWith(prefix))
  }
}

/** Waits while the reader is slow; false when it has left. */
async function send(call: ReadCall, message: StreamsPb.ReadResp): Promise<boolean> {
  if (call.cancelled || call.destroyed) return false
  if (call.write(message)) return true
  const left = new AbortController()
  const leave = () => left.abort()
  call.once('cancelled', leave).once('close', leave)
  await once(call, 'drain', { signal: left.signal }).catch(() => undefined)
  call.off('cancelled', leave).off('close', leave)
  return !call.cancelled && !call.destroyed
}

function eventMessage(event: StoredEvent, position = String(event.position)): StreamsPb.ReadResp {
  const recorded = new streams.ReadResp.ReadEvent.RecordedEvent()
  recorded.setId(uuidOf(event.id))
  recorded.setStreamIdentifier(identifierOf(event.stream))
  recorded.setStreamRevision(String(event.revision))
  recorded.setPreparePosition(position)
  recorded.setCommitPosition(position)
  recorded.setData(event.data)
  recorded.setCustomMetadata(event.metadata)
  const metadata = recorded.getMetadataMap()
  metadata.set('type', event.type)
  metadata.set('content-type', event.contentType)
  metadata.set('created', event.created)
  const readEvent = new streams.ReadResp.ReadEvent()
  readEvent.setEvent(recorded)
  readEvent.setCommitPosition(String(event.position))
  const message = new streams.ReadResp()
  message.setEvent(readEvent)
  return message
}

function notFound(stream: string): StreamsPb.ReadResp {
  const found = new streams.ReadResp.StreamNotFound()
  found.setStreamIdentifier(identifierOf(stream))
  const message = new streams.ReadResp()
  message.setStreamNotFound(found)
  return message
}

function confirmation(): StreamsPb.ReadResp {
  const confirmed = new streams.ReadResp.SubscriptionConfirmation()
  confirmed.setSubscriptionId(randomUUID())
  const message = new streams.ReadResp()
  message.setConfirmation(confirmed)
  return message
}

function caughtUp(): StreamsPb.ReadResp {
  const message = new streams.ReadResp()
  message.setCaughtUp(new streams.ReadResp.CaughtUp())
  return message
}

function checkpoint({ position }: StoredEvent): StreamsPb.ReadResp {
  const reached = new streams.ReadResp.Checkpoint()
  reached.setCommitPosition(String(position))
  reached.setPreparePosition(String(position))
  const message = new streams.ReadResp()
  message.setCheckpoint(reached)
  return message
}
