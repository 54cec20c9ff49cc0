import type * as Streams from '@eventstore/db-client/generated/streams_pb.js'
import type * as StreamsGrpc from '@eventstore/db-client/generated/streams_grpc_pb.js'
import type * as Shared from '@eventstore/db-client/generated/shared_pb.js'
import type * as Status from '@eventstore/db-client/generated/status_pb.js'
import type * as Features from '@eventstore/db-client/generated/serverfeatures_pb.js'
import type * as FeaturesGrpc from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js'
import type * as Gossip from '@eventstore/db-client/generated/gossip_pb.js'
import type * as GossipGrpc from '@eventstore/db-client/generated/gossip_grpc_pb.js'
import type * as AnyPb from 'google-protobuf/google/protobuf/any_pb.js'
import { createRequire } from 'node:module'

// The generated modules put their names together at run time, so that an import cannot name them.
const require = createRequire(import.meta.url)
const GENERATED = '@eventstore/db-client/generated'

export const streams = require(`${GENERATED}/streams_pb`) as typeof Streams
export const { StreamsService } = require(`${GENERATED}/streams_grpc_pb`) as typeof StreamsGrpc
export const shared = require(`${GENERATED}/shared_pb`) as typeof Shared
export const status = require(`${GENERATED}/status_pb`) as typeof Status
export const features = require(`${GENERATED}/serverfeatures_pb`) as typeof Features
export const { ServerFeaturesService } = require(`${GENERATED}/serverfeatures_grpc_pb`) as typeof FeaturesGrpc
export const gossip = require(`${GENERATED}/gossip_pb`) as typeof Gossip
export const { GossipService } = require(`${GENERATED}/gossip_grpc_pb`) as typeof GossipGrpc
export const { Any } = require('google-protobuf/google/protobuf/any_pb.js') as typeof AnyPb

/** Text of the bytes in which the protocol has names of streams. */
export function nameOf(identifier: Shared.StreamIdentifier | undefined): string {
  return Buffer.from(identifier?.getStreamName_asU8() ?? []).toString('utf8')
}

/** The same the other way. */
export function identifierOf(name: string): Shared.StreamIdentifier {
  const identifier = new shared.StreamIdentifier()
  identifier.setStreamName(Buffer.from(name, 'utf8'))
  return identifier
}

/** A UUID as text, whichever form the message has. */
export function uuidText(uuid: Shared.UUID | undefined): string {
  const structured = uuid?.getStructured()
  if (structured === undefined) return uuid?.getString() ?? ''
  const bits = [structured.getMostSignificantBits(), structured.getLeastSignificantBits()]
  const hex = bits.map((half) => BigInt.asUintN(64, BigInt(half)).toString(16).padStart(16, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/** The message of a UUID. */
export function uuidOf(text: string): Shared.UUID {
  const uuid = new shared.UUID()
  uuid.setString(text)
  return uuid
}
