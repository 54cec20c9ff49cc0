import type { Server, Socket } from 'node:net'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { Connection, Container, EventContext, Receiver, Sender } from 'rhea'
import { AnonymousMechanism } from './anonymous-mechanism.ts'
import { serveConsumer } from './consumers.ts'
import { createThrottle, type Faults, noFaults } from './faults.ts'
import { Partition, type ReceivedEvent, receivedEvent } from './hub.ts'
import { serveProducer } from './producers.ts'
import type { Namespace } from './namespace.ts'
import { answerClaims, answerManagement } from './requests.ts'
import { rhea } from './rhea.ts'
import type { SharedKey } from './sas.ts'

/** How an endpoint is set up. */
export interface EndpointOptions {
  readonly port?: number
  readonly hub?: string
  readonly partitions?: number
  /** Largest batch in bytes: 1 MiB as in the standard tier. */
  readonly maxMessageSize?: number
  readonly tls?: boolean
}

/** An Event Hubs namespace with one hub, in memory, on 127.0.0.1. */
export interface Endpoint extends AsyncDisposable {
  readonly port: number
  readonly hub: string
  /** With the hub as EntityPath; for the emulator's way of connecting, unless there is TLS. */
  readonly connectionString: string
  readonly partitions: readonly Partition[]
  readonly faults: Faults
  /** Everything that is stored, partition by partition. */
  received(): readonly ReceivedEvent[]
  /** Connections that are open. */
  readonly connections: ReadonlySet<Connection>
  /** Ends every connection, and listens no more until `resume`. */
  stop(): Promise<void>
  resume(): Promise<void>
}

const KEY: SharedKey = { keyName: 'send-and-listen', key: 'dGVzdC1lbmRwb2ludC1rZXktb2YtdGlsbHN0cmVhbQ==' }
const MAX_MESSAGE_SIZE = 1 << 20

/** Starts an endpoint on a port, or on a free one. */
export async function startEndpoint(options: EndpointOptions = {}): Promise<Endpoint> {
  const { hub = 'retail-events', partitions: count = 4, maxMessageSize = MAX_MESSAGE_SIZE } = options
  const faults = noFaults()
  const partitions = Array.from({ length: count }, (_, id) => new Partition(String(id)))
  const claims = new Map<Connection, Set<string>>()
  const namespace = { hub, partitions, faults, sharedKey: KEY, claims, mayPass: createThrottle(faults) }
  const container = createServerContainer(namespace, maxMessageSize)
  const sockets = new Set<Socket>()
  const open = async (at: number) => {
    const listening = await listen(container, at, options.tls === true)
    listening.on('connection', (socket: Socket) => {
      sockets.add(socket)
      socket.once('close', () => sockets.delete(socket))
    })
    return listening
  }
  let server = await open(options.port ?? 0)
  const { port } = server.address() as { readonly port: number }
  const stop = async () => {
    const closed = once(server, 'close')
    server.close()
    for (const socket of sockets) socket.destroy()
    await closed
  }
  const host = options.tls === true ? 'localhost' : '127.0.0.1'
  const security = options.tls === true ? '' : ';UseDevelopmentEmulator=true'
  return {
    port,
    hub,
    connectionString: `Endpoint=sb://${host}:${port};SharedAccessKeyName=${KEY.keyName};SharedAccessKey=${KEY.key};EntityPath=${hub}${security}`,
    partitions,
    faults,
    received: () => partitions.flatMap(({ id, events }) => events.map((event) => receivedEvent(id, event))),
    get connections() {
      return new Set(claims.keys())
    },
    stop,
    async resume() {
      server = await open(port)
    },
    [Symbol.asyncDispose]: stop,
  }
}

async function listen(container: Container, port: number, isTls: boolean): Promise<Server> {
  const plain = { port, host: '127.0.0.1' }
  const server = isTls
    ? container.listen({ ...plain, transport: 'tls', key: pem('key'), cert: pem('certificate') })
    : container.listen(plain)
  await once(server, 'listening')
  return server
}

function pem(name: string): Buffer {
  return readFileSync(new URL(`../eventstoredb/tls/${name}.pem`, import.meta.url))
}

function createServerContainer(namespace: Namespace, maxMessageSize: number): Container {
  const container = rhea.create_container({
    id: 'event-hubs-test-endpoint',
    receiver_options: { autoaccept: false, credit_window: 300, max_message_size: maxMessageSize },
    sender_options: { autosettle: true },
  })
  container.sasl_server_mechanisms.enable_anonymous()
  container.sasl_server_mechanisms.MSSBCBS = () => new AnonymousMechanism()
  // Without it the library swallows what handlers throw.
  container.on('error', (error: Error) => {
    throw error
  })
  const forget = ({ connection }: EventContext) => void namespace.claims.delete(connection)
  container.on('connection_open', ({ connection }: EventContext) => {
    namespace.claims.set(connection, new Set())
  })
  container.on('connection_error', () => undefined)
  container.on('disconnected', forget)
  container.on('connection_close', forget)
  container.on('receiver_open', (context: EventContext) => openProducer(namespace, context))
  container.on('sender_open', (context: EventContext) => openConsumer(namespace, context))
  return container
}

/** The peer sends: requests or events. */
function openProducer(namespace: Namespace, { connection, receiver }: EventContext): void {
  if (receiver === undefined) return
  const address = entityOf(receiver.target?.address)
  echoEnds(receiver)
  if (address === '$cbs') receiver.on('message', (context: EventContext) => answerClaims(namespace, context))
  else if (address.endsWith('$management')) {
    receiver.on('message', (context: EventContext) => answerManagement(namespace, context))
  } else if (mayUse(namespace, connection, address)) serveProducer(namespace, receiver, address)
  else receiver.close({ condition: 'amqp:unauthorized-access', description: `no claim for ${address}` })
}

/** The peer receives: answers or events. */
function openConsumer(namespace: Namespace, { connection, sender }: EventContext): void {
  if (sender === undefined) return
  const address = entityOf(sender.source?.address)
  echoEnds(sender)
  if (address === '$cbs' || address.endsWith('$management')) return
  if (mayUse(namespace, connection, address)) serveConsumer(namespace, sender, address)
  else sender.close({ condition: 'amqp:unauthorized-access', description: `no claim for ${address}` })
}

/** Without both ends in the answer, the client in C takes a link for refused. */
function echoEnds(link: Receiver | Sender): void {
  link.set_source({ address: link.source?.address ?? '' })
  link.set_target({ address: link.target?.address ?? '' })
}

/** Some clients name an entity by its whole address. */
function entityOf(address = ''): string {
  return address.replace(/^amqps?:\/\/[^/]+\//, '')
}

function mayUse({ claims }: Namespace, connection: Connection, address: string): boolean {
  const path = `/${address}`
  return [...(claims.get(connection) ?? [])].some((audience) => path.startsWith(new URL(audience).pathname))
}
