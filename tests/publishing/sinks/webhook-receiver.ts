import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A request as it came in. */
export interface Posted {
  readonly method: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** What is answered; nothing ever for `silence`. */
export type Answer =
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string }
  | 'silence'

/** A server that takes what is posted to it. */
export interface WebhookReceiver extends AsyncDisposable {
  readonly url: string
  readonly posted: readonly Posted[]
  /** The next answers, one after the other; 204 when there is none. */
  readonly answers: Answer[]
}

/** Starts one on a free port. */
export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const posted: Posted[] = []
  const answers: Answer[] = []
  const server = createServer((request, response) => void take(request, response, { posted, answers }))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`,
    posted,
    answers,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

interface State {
  readonly posted: Posted[]
  readonly answers: Answer[]
}

async function take(request: IncomingMessage, response: ServerResponse, { posted, answers }: State): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const { method = '', headers } = request
  if (method === 'POST') posted.push({ method, headers, body: Buffer.concat(chunks).toString() })
  const answer = answers.shift() ?? { status: 204 }
  if (answer === 'silence') return
  response.writeHead(answer.status, answer.headers).end(answer.body)
}
