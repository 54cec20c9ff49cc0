import type { Sender } from 'rhea'
import type { Namespace } from './namespace.ts'
import { deliverable, type Partition } from './hub.ts'

/** Sends the events of `hub/ConsumerGroups/GROUP/Partitions/N` from where the filter says. */
export function serveConsumer({ hub, partitions }: Namespace, sender: Sender, address: string): void {
  const [name, , , , id] = address.split('/')
  const partition = partitions.find((candidate) => candidate.id === id)
  if (name !== hub || partition === undefined) {
    sender.close({ condition: 'amqp:not-found', description: `The messaging entity '${address}' could not be found` })
    return
  }
  let next = startOf(sender, partition)
  const pump = () => {
    while (next < partition.events.length && sender.is_open() && sender.sendable()) {
      sender.send(deliverable(partition.events[next++]))
    }
  }
  const listening = partition.onStored(pump)
  sender.on('sendable', pump)
  sender.on('sender_close', () => listening[Symbol.dispose]())
  sender.connection.on('disconnected', () => listening[Symbol.dispose]())
  pump()
}

const FILTER = 'apache.org:selector-filter:string'
const CLAUSE = /x-opt-(offset|sequence-number|enqueued-time) (>=?) '(-?\d+|@latest)'/

interface Described {
  readonly value: string
}

function startOf(sender: Sender, { events }: Partition): number {
  const { filter } = sender.source as unknown as { readonly filter?: Record<string, Described> }
  const [, field, comparison, value] = CLAUSE.exec(filter?.[FILTER]?.value ?? '') ?? []
  if (value === undefined) return 0
  if (value === '@latest') return events.length
  const isInclusive = comparison === '>='
  if (field !== 'enqueued-time') return Number(value) + (isInclusive ? 0 : 1)
  const found = events.findIndex(({ enqueuedAt }) => enqueuedAt > Number(value))
  return found < 0 ? events.length : found
}
