import type { EventContext, Message, Sender } from 'rhea'
import { issuedTokenProblem } from '../azure/tokens.ts'
import type { Namespace } from './namespace.ts'
import { rhea } from './rhea.ts'
import { tokenProblem } from './sas.ts'

/** Takes a token for an audience, or says what is wrong with it. */
export function answerClaims(namespace: Namespace, context: EventContext): void {
  const { connection, message } = context
  if (message === undefined) return
  const { name, type } = message.application_properties ?? {}
  const audience = String(name)
  const problem = namespace.faults.refusesTokens
    ? 'tokens are refused'
    : String(type).endsWith('jwt')
      ? issuedTokenProblem(String(message.body), 'https://eventhubs.azure.net/')
      : tokenProblem(String(message.body), audience, namespace.sharedKey)
  if (problem === undefined) namespace.claims.get(connection)?.add(audience)
  context.delivery?.accept()
  answer(context, message, problem === undefined ? [202, 'Accepted'] : [401, problem])
}

/** Tells about the hub and its partitions. */
export function answerManagement(namespace: Namespace, context: EventContext): void {
  const { message } = context
  if (message === undefined) return
  context.delivery?.accept()
  const { name, type, partition } = message.application_properties ?? {}
  const { hub, partitions } = namespace
  if (name !== hub) return answer(context, message, [404, `The messaging entity '${name}' could not be found`])
  if (type === 'com.microsoft:partition') {
    const found = partitions.find(({ id }) => id === partition)
    if (found === undefined) return answer(context, message, [404, `there is no partition ${partition}`])
    return answer(context, message, [200, 'OK'], found.facts(hub))
  }
  return answer(context, message, [200, 'OK'], {
    name: hub,
    type: 'com.microsoft:eventhub',
    created_at: rhea.types.wrap_timestamp(0),
    partition_count: partitions.length,
    partition_ids: rhea.types.wrap_array(
      partitions.map(({ id }) => id),
      0xa1,
      undefined,
    ),
  })
}

type Status = readonly [code: number, description: string]

function answer(
  { connection }: EventContext,
  { message_id, reply_to }: Message,
  [code, description]: Status,
  body: object = {},
): void {
  // Clients name the link that they listen on, or the target of it; the one in C names none, and listens on that of claims.
  const sender = connection.find_sender((link: Sender) =>
    reply_to === undefined
      ? link.source?.address === '$cbs'
      : link.name === reply_to || link.target?.address === reply_to,
  )
  sender?.send({
    correlation_id: message_id as string,
    application_properties: { 'status-code': rhea.types.wrap_int(code), 'status-description': description },
    body,
  })
}
