import type { EventContext, Receiver } from 'rhea'
import { destroy, type Namespace } from './namespace.ts'
import type { Fault } from './faults.ts'
import type { Partition } from './hub.ts'
import { rhea } from './rhea.ts'

/** Stores what a producer sends to `hub` or `hub/Partitions/N`. */
export function serveProducer(namespace: Namespace, receiver: Receiver, address: string): void {
  const { hub, partitions } = namespace
  const [name, word, id] = address.split('/')
  const partition = word === undefined ? undefined : partitions.find((candidate) => candidate.id === id)
  if (name !== hub || (word !== undefined && partition === undefined)) {
    receiver.close({ condition: 'amqp:not-found', description: `The messaging entity '${address}' could not be found` })
    return
  }
  let turn = 0
  receiver.on('message', (context: EventContext) => {
    const chosen = partition ?? partitions[turn++ % partitions.length]
    inTurnOfItsOwn(namespace.faults.delayMs, () => take(namespace, context, chosen))
  })
}

/**
 * rhea tells of all that was answered in a turn together, and tells two answers that follow each other as twice the first: a
 * batch that was rejected would be confirmed when the one before it was.
 */
function inTurnOfItsOwn(delayMs: number, work: () => void): void {
  if (delayMs === 0) setImmediate(work)
  else setTimeout(work, delayMs)
}

function take(namespace: Namespace, { connection, session, receiver, delivery, message }: EventContext, to: Partition) {
  const { faults, mayPass } = namespace
  const messages = messagesIn(message)
  const count = (fault: Fault | 'poison' | 'throttled') =>
    void faults.happened.set(fault, (faults.happened.get(fault) ?? 0) + 1)
  const reject = (condition: string, description: string) => delivery?.reject({ condition, description })
  // First, so that no fault stores what can never be taken.
  const { poison } = faults
  if (poison && messages.some((encoded) => poison(String(rhea.message.decode(encoded).message_id)))) {
    count('poison')
    reject('amqp:invalid-field', 'an event of the batch cannot be taken')
    return
  }
  const fault = faults.next.shift()
  if (fault !== undefined) {
    count(fault)
    if (fault === 'drop-after' || fault === 'stored-silently') to.store(messages)
    FAULTS[fault]({
      reject,
      release: () => delivery?.release(),
      receiver,
      session,
      drop: () => destroy(connection),
    })
    return
  }
  if (!mayPass(messages.length)) {
    count('throttled')
    reject('com.microsoft:server-busy', 'The request was terminated because the entity is being throttled')
    return
  }
  to.store(messages)
  delivery?.accept()
}

/** A batch comes as it is; each of its data sections is a message. */
function messagesIn(sent: unknown): readonly Buffer[] {
  if (!Buffer.isBuffer(sent)) return [rhea.message.encode(sent)]
  const { content } = rhea.message.decode(sent).body as { readonly content: Buffer | readonly Buffer[] }
  return Buffer.isBuffer(content) ? [content] : content
}

interface Means {
  readonly reject: (condition: string, description: string) => void
  readonly release: () => void
  readonly receiver: Receiver | undefined
  readonly session: EventContext['session']
  readonly drop: () => void
}

const FAULTS: Readonly<Record<Fault, (means: Means) => void>> = {
  busy: ({ reject }) => reject('com.microsoft:server-busy', 'The server is busy'),
  'internal-error': ({ reject }) => reject('amqp:internal-error', 'The server has failed'),
  release: ({ release }) => release(),
  ignore: () => undefined,
  'stored-silently': () => undefined,
  detach: ({ receiver }) =>
    receiver?.close({ condition: 'amqp:link:detach-forced', description: 'The link is force detached' }),
  'end-session': ({ session }) => session?.close({ condition: 'amqp:internal-error', description: 'The session ends' }),
  'drop-before': ({ drop }) => drop(),
  'drop-after': ({ drop }) => drop(),
}
