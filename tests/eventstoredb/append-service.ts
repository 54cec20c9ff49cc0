import type { sendUnaryData, ServerDuplexStream, ServerReadableStream } from '@grpc/grpc-js'
import type * as StreamsPb from '@eventstore/db-client/generated/streams_pb.js'
import type { Expected, MemoryLog, Outcome, StoredData } from './memory-log.ts'
import { Any, nameOf, shared, status, streams, uuidText } from './messages.ts'

type BatchRequest = StreamsPb.BatchAppendReq
type BatchResponse = StreamsPb.BatchAppendResp

interface Message {
  getId(): Parameters<typeof uuidText>[0]
  getMetadataMap(): { get(name: string): string | undefined }
  getData_asU8(): Uint8Array
  getCustomMetadata_asU8(): Uint8Array
}

/** One append after the other over one call, each answered by its correlation id. */
export function batchAppend(log: MemoryLog): (call: ServerDuplexStream<BatchRequest, BatchResponse>) => void {
  return (call) => {
    const open = new Map<string, { options: StreamsPb.BatchAppendReq.Options; events: StoredData[] }>()
    call.on('data', (request: BatchRequest) => {
      const id = uuidText(request.getCorrelationId())
      const options = request.getOptions() ?? open.get(id)?.options
      if (options === undefined) {
        call.destroy(new Error('the first part of an append has options'))
        return
      }
      const events = [...(open.get(id)?.events ?? []), ...request.getProposedMessagesList().map(storedData)]
      open.set(id, { options, events })
      if (!request.getIsFinal()) return
      open.delete(id)
      const outcome = log.append(nameOf(options.getStreamIdentifier()), events, expectedIn(options))
      call.write(batchAnswer(request, options, outcome))
    })
    call.on('end', () => call.end())
    call.on('error', () => undefined)
  }
}

/** One append in one call: what clients of older servers use. */
export function append(
  log: MemoryLog,
): (
  call: ServerReadableStream<StreamsPb.AppendReq, StreamsPb.AppendResp>,
  answer: sendUnaryData<StreamsPb.AppendResp>,
) => void {
  return (call, answer) => {
    let options: StreamsPb.AppendReq.Options | undefined
    const events: StoredData[] = []
    call.on('data', (request: StreamsPb.AppendReq) => {
      options ??= request.getOptions()
      const message = request.getProposedMessage()
      if (message !== undefined) events.push(storedData(message))
    })
    call.on('error', () => undefined)
    call.on('end', () => {
      if (options === undefined) return
      const stream = nameOf(options.getStreamIdentifier())
      const revision = options.hasRevision() ? Number(options.getRevision()) : undefined
      answer(null, plainAnswer(log.append(stream, events, revision ?? kindOfExpected(options))))
    })
  }
}

function storedData(message: Message): StoredData {
  return {
    id: uuidText(message.getId()),
    type: message.getMetadataMap().get('type') ?? '',
    contentType: message.getMetadataMap().get('content-type') ?? '',
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  }
}

interface ExpectedKind {
  hasNoStream(): boolean
  hasStreamExists(): boolean
}

function kindOfExpected(options: ExpectedKind): Expected {
  if (options.hasNoStream()) return 'no-stream'
  return options.hasStreamExists() ? 'stream-exists' : 'any'
}

function expectedIn(options: StreamsPb.BatchAppendReq.Options): Expected {
  return options.hasStreamPosition() ? Number(options.getStreamPosition()) : kindOfExpected(options)
}

function batchAnswer(
  request: BatchRequest,
  options: StreamsPb.BatchAppendReq.Options,
  outcome: Outcome,
): BatchResponse {
  const answer = new streams.BatchAppendResp()
  answer.setCorrelationId(request.getCorrelationId())
  answer.setStreamIdentifier(options.getStreamIdentifier())
  if (outcome.kind === 'appended') {
    const success = new streams.BatchAppendResp.Success()
    success.setCurrentRevision(String(outcome.revision))
    success.setPosition(positionMessage(outcome.position))
    answer.setSuccess(success)
  } else {
    answer.setError(errorStatus(outcome, options))
  }
  return answer
}

function positionMessage(position: number) {
  const message = new shared.AllStreamPosition()
  message.setCommitPosition(String(position))
  message.setPreparePosition(String(position))
  return message
}

type Failure = Exclude<Outcome, { kind: 'appended' }>

function errorStatus(failure: Failure, options: StreamsPb.BatchAppendReq.Options) {
  const error = new status.Status()
  const [name, message] = errorDetails(failure, options)
  const details = new Any()
  details.pack(message.serializeBinary(), `event_store.client.${name}`)
  error.setMessage(failure.kind)
  error.setDetails(details)
  return error
}

function errorDetails(failure: Failure, options: StreamsPb.BatchAppendReq.Options) {
  if (failure.kind === 'too-large') {
    const message = new shared.MaximumAppendSizeExceeded()
    message.setMaxappendsize(failure.most)
    return ['MaximumAppendSizeExceeded', message] as const
  }
  if (failure.kind === 'deleted') return ['StreamDeleted', new shared.StreamDeleted()] as const
  const message = new shared.WrongExpectedVersion()
  if (failure.actual === 'no-stream') message.setCurrentNoStream(new shared.Empty())
  else message.setCurrentStreamRevision(String(failure.actual))
  if (options.hasStreamPosition()) message.setExpectedStreamPosition(options.getStreamPosition())
  else message.setExpectedNoStream(new shared.Empty())
  return ['WrongExpectedVersion', message] as const
}

function plainAnswer(outcome: Outcome): StreamsPb.AppendResp {
  const answer = new streams.AppendResp()
  if (outcome.kind === 'wrong-revision') {
    const wrong = new streams.AppendResp.WrongExpectedVersion()
    if (outcome.actual === 'no-stream') wrong.setCurrentNoStream(new shared.Empty())
    else wrong.setCurrentRevision(String(outcome.actual))
    wrong.setExpectedNoStream(new shared.Empty())
    answer.setWrongExpectedVersion(wrong)
    return answer
  }
  if (outcome.kind !== 'appended') throw new Error(`no answer for ${outcome.kind} in a single append`)
  const success = new streams.AppendResp.Success()
  success.setCurrentRevision(String(outcome.revision))
  const position = new streams.AppendResp.Position()
  position.setCommitPosition(String(outcome.position))
  position.setPreparePosition(String(outcome.position))
  success.setPosition(position)
  answer.setSuccess(success)
  return answer
}
