import { readFileSync } from 'node:fs'
import {
  Metadata,
  Server,
  ServerCredentials,
  type ServerUnaryCall,
  type sendUnaryData,
  status as grpcStatus,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js'
import type * as FeaturesPb from '@eventstore/db-client/generated/serverfeatures_pb.js'
import type * as GossipPb from '@eventstore/db-client/generated/gossip_pb.js'
import { append, batchAppend } from './append-service.ts'
import { MemoryLog } from './memory-log.ts'
import { features, GossipService, gossip, ServerFeaturesService, StreamsService, uuidOf } from './messages.ts'
import { read } from './read-service.ts'

/** How the endpoint is reached. */
export interface EndpointOptions {
  /** A free one when absent. */
  readonly port?: number
  /** What was appended to another endpoint, which has ended. */
  readonly log?: MemoryLog
  /** PEM files; without TLS when absent. */
  readonly tls?: { readonly key: string; readonly certificate: string }
  /** Who may use it; everybody when absent. */
  readonly user?: { readonly name: string; readonly password: string }
  /** Appends in one call each, and no positions in streams: as old servers have it. */
  readonly isOld?: boolean
}

/** A running endpoint. */
export interface Endpoint extends AsyncDisposable {
  readonly port: number
  readonly log: MemoryLog
}

/** Speaks the protocol of EventStoreDB over gRPC on 127.0.0.1, on a log in memory. */
export async function startEndpoint(options: EndpointOptions = {}): Promise<Endpoint> {
  const log = options.log ?? new MemoryLog()
  const server = new Server({ 'grpc.max_receive_message_length': 17 << 20 })
  let port = options.port ?? 0
  const services = { read: read(log, options.isOld === true), append: append(log), batchAppend: batchAppend(log) }
  const unsupported = { delete: notOffered, tombstone: notOffered }
  server.addService(StreamsService, guarded({ ...services, ...unsupported }, options.user))
  server.addService(ServerFeaturesService, { getSupportedMethods: supportedMethods(options.isOld === true) })
  server.addService(GossipService, { read: members(() => port) })
  port = await new Promise<number>((resolve, reject) => {
    const bound = (error: Error | null, found: number) => (error === null ? resolve(found) : reject(error))
    server.bindAsync(`127.0.0.1:${port}`, credentialsOf(options), bound)
  })
  return {
    port,
    log,
    async [Symbol.asyncDispose]() {
      server.forceShutdown()
    },
  }
}

function credentialsOf({ tls }: EndpointOptions): ServerCredentials {
  if (tls === undefined) return ServerCredentials.createInsecure()
  const pair = { private_key: readFileSync(tls.key), cert_chain: readFileSync(tls.certificate) }
  return ServerCredentials.createSsl(null, [pair], false)
}

type Handler = (
  call: { readonly metadata: Metadata; emit(name: string, error: Error): unknown },
  ...rest: never[]
) => void

/** Asks for user and password before anything else. */
function guarded(handlers: object, user: EndpointOptions['user']): UntypedServiceImplementation {
  if (user === undefined) return handlers as UntypedServiceImplementation
  const wanted = `Basic ${Buffer.from(`${user.name}:${user.password}`).toString('base64')}`
  const checked = Object.entries(handlers as Record<string, Handler>).map(([name, handle]): [string, Handler] => [
    name,
    (call, ...rest) => {
      if (call.metadata.get('authorization')[0] === wanted) return handle(call, ...rest)
      const metadata = new Metadata()
      metadata.set('exception', 'access-denied')
      call.emit('error', Object.assign(new Error('access denied'), { code: grpcStatus.PERMISSION_DENIED, metadata }))
    },
  ])
  return Object.fromEntries(checked)
}

function notOffered(_: unknown, answer: sendUnaryData<never>): void {
  answer({ code: grpcStatus.UNIMPLEMENTED, details: 'the test endpoint deletes nothing' })
}

function supportedMethods(isOld: boolean) {
  return (_: unknown, answer: sendUnaryData<FeaturesPb.SupportedMethods>) => {
    const supported = new features.SupportedMethods()
    supported.setEventStoreServerVersion('23.10.0.0')
    for (const name of ['read', 'append', ...(isOld ? [] : ['batchappend'])]) {
      const method = new features.SupportedMethod()
      method.setServiceName('event_store.client.streams.streams')
      method.setMethodName(name)
      supported.addMethods(method)
    }
    answer(null, supported)
  }
}

/** A cluster of one. */
function members(port: () => number) {
  return (_: ServerUnaryCall<unknown, GossipPb.ClusterInfo>, answer: sendUnaryData<GossipPb.ClusterInfo>) => {
    const member = new gossip.MemberInfo()
    member.setInstanceId(uuidOf('018d0000-0000-7000-8000-000000000000'))
    member.setState(gossip.MemberInfo.VNodeState.LEADER)
    member.setIsAlive(true)
    const place = new gossip.EndPoint()
    place.setAddress('127.0.0.1')
    place.setPort(port())
    member.setHttpEndPoint(place)
    const info = new gossip.ClusterInfo()
    info.addMembers(member)
    answer(null, info)
  }
}
